namespace Dtsen.Exchange.Register.Files;

/// <summary>What is wrong with a file of the register.</summary>
public enum RegisterFileFault
{
    /// <summary>The file lacks its end: cut short, never completed, or no file of the register at all.</summary>
    Truncated = 1,

    /// <summary>The file is whole, but of a format that this software does not read.</summary>
    UnknownFormat = 2,

    /// <summary>Bytes differ from those that were written.</summary>
    ChecksumMismatch = 3,

    /// <summary>The file holds something else than what was asked for.</summary>
    WrongSchema = 4,

    /// <summary>The length of the file is not the one that its own numbers give.</summary>
    WrongLength = 5,

    /// <summary>Checksums hold, but the content contradicts itself, or the file that it points into.</summary>
    Inconsistent = 6,

    /// <summary>The file is complete, and an unfinished one was asked for.</summary>
    AlreadyCompleted = 7,

    /// <summary>The file is not there, though a manifest lists it.</summary>
    Missing = 8,

    /// <summary>The file is there, though no manifest lists it.</summary>
    Unlisted = 9,

    /// <summary>The file holds no message of its kind, in the one form that it is written in.</summary>
    Unreadable = 10,

    /// <summary>The signature does not hold for the manifest, or its key is not known.</summary>
    SignatureInvalid = 11,
}
