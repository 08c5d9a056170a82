namespace Dtsen.Exchange.Server.Gate;

/// <summary>The person behind a call, as <c>dtsen-end-user: operator-desa:…</c> names them.</summary>
/// <param name="Role">Role, as the application knows it; <c>citizen</c> for a citizen.</param>
/// <param name="Id">Opaque id; for a citizen the keyed hash of the verified NIK, 64 hexadecimal digits.</param>
internal sealed record EndUser(string Role, string Id)
{
    /// <summary>Role of a citizen.</summary>
    public const string CitizenRole = "citizen";
}
