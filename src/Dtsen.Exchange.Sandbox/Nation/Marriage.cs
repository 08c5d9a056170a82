namespace Dtsen.Exchange.Sandbox.Nation;

/// <summary>Marital status, by the codes of <c>status_kawin</c>.</summary>
internal enum Marriage : byte
{
    Never = 1,
    Married = 2,
    Divorced = 3,
    Widowed = 4,
}
