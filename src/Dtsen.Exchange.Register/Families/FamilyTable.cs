using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.Families;

/// <summary>Every family of a release, by nomor KK.</summary>
public sealed class FamilyTable : IDisposable
{
    /// <summary>Families in the release.</summary>
    public long Count => throw new NotImplementedException();

    /// <summary>
    /// Finds a family. Where none has the number, <paramref name="row"/> is a neighbour's, so that a caller does the same work
    /// either way.
    /// </summary>
    /// <returns>Whether a family has the number.</returns>
    public bool TryFindOrNearest(FamilyNumber number, out FamilyRow row) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
