namespace Dtsen.Exchange.Domain;

/// <summary>Sex, by the codes of the variable <c>jenis_kelamin</c>. The numbers go to disk.</summary>
public enum Sex : byte
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>Laki-laki.</summary>
    Male = 1,

    /// <summary>Perempuan.</summary>
    Female = 2,
}
