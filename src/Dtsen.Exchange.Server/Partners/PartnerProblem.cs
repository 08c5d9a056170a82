namespace Dtsen.Exchange.Server.Partners;

/// <summary>Why a file of partners is not accepted.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Path">Where in it, e.g. <c>$.applications[1].agreement.valid_from</c>.</param>
/// <param name="Reason">What is wrong and what to do.</param>
public sealed record PartnerProblem(string File, string Path, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File} {Path}: {Reason}";
}
