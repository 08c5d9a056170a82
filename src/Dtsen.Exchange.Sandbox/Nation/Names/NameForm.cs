namespace Dtsen.Exchange.Sandbox.Nation.Names;

/// <summary>How a full name is put together.</summary>
internal enum NameForm
{
    /// <summary>One to three names; the second from the style's list or another given name.</summary>
    Given,

    /// <summary>Given names and a family name, which children have from their father and a wife keeps from hers.</summary>
    FamilyName,

    /// <summary>Bali: I or Ni, the order of birth, a name.</summary>
    BirthOrder,

    /// <summary>Given names, sometimes with bin or binti and the father's name.</summary>
    Patronym,
}
