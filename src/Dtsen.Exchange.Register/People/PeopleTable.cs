using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Register.People;

/// <summary>Every person of a release, by NIK.</summary>
public sealed class PeopleTable : IDisposable
{
    /// <summary>People in the release.</summary>
    public long Count => throw new NotImplementedException();

    /// <summary>
    /// Finds a person. Where nobody has the NIK, <paramref name="row"/> is a neighbour's, so that a caller does the same work
    /// either way.
    /// </summary>
    /// <returns>Whether somebody has the NIK.</returns>
    public bool TryFindOrNearest(Nik nik, out PersonRow row) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
