namespace Dtsen.Exchange.Server.Matching;

/// <summary>Fields that agencies know and that the register does not hold in this version.</summary>
[Flags]
internal enum FieldsNotHeld
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Place of birth.</summary>
    BirthPlace = 1 << 0,

    /// <summary>Marital status.</summary>
    MaritalStatus = 1 << 1,

    /// <summary>Occupation.</summary>
    Occupation = 1 << 2,

    /// <summary>Mother's name.</summary>
    MotherName = 1 << 3,

    /// <summary>Address.</summary>
    Address = 1 << 4,
}
