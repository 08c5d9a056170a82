namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>Relation to the head of the family, by the codes of <c>status_hubungan</c>.</summary>
internal enum Relation : byte
{
    Head = 1,
    Spouse = 2,
    Child = 3,
    ChildInLaw = 4,
    Grandchild = 5,
    Parent = 6,
    Servant = 7,
    Other = 8,
}
