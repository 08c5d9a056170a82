namespace Dtsen.Exchange.Register.Releases;

/// <summary>Files of a release's folder that no manifest lists, because they say what the manifest is.</summary>
public static class ReleaseFileNames
{
    /// <summary>Wire form of ReleaseManifest: what is signed.</summary>
    public const string Manifest = "manifest";

    /// <summary>Wire form of ReleaseSignature. Its being there makes the release sealed.</summary>
    public const string Signature = "signature";

    /// <summary>Wire form of SealReleaseResponse, with what the check found and the manifest does not say.</summary>
    public const string Check = "check";

    /// <summary>Blocks of the families set aside, each a SetAsideFamily; not there where there is none.</summary>
    public const string SetAside = "set-aside.blocks";

    /// <summary>What a crash while signing may leave.</summary>
    public const string UnfinishedSignature = Signature + ".tmp";
}
