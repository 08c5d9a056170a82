using Dtsen.Exchange.Domain;

namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>Somebody in the register of the labelled set.</summary>
/// <param name="Nik">The NIK.</param>
/// <param name="Number">The same as digits.</param>
/// <param name="Name">Name as registered.</param>
/// <param name="Born">Date of birth.</param>
/// <param name="Woman">Sex.</param>
/// <param name="Family">Number of the family, in which all share a nomor KK.</param>
/// <param name="Place">What the person is in the family.</param>
internal sealed record Resident(Nik Nik, ulong Number, string Name, DateOnly Born, bool Woman, int Family, Place Place)
{
    /// <summary>The words of the name.</summary>
    public string[] Words => Name.Split(' ');
}
