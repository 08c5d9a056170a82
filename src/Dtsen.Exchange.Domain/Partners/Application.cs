namespace Dtsen.Exchange.Domain.Partners;

/// <summary>A system of an agency: an OAuth client with its own certificates and its own agreement.</summary>
/// <param name="Id">
/// OAuth client id, and the id in the certificate's SAN: the agency's id, a dot, and a name of its own,
/// e.g. <c>bpjs-kesehatan.pbi-jk</c>.
/// </param>
/// <param name="Name">Name for people.</param>
/// <param name="Agency">The responsible agency.</param>
/// <param name="Agreement">What the application may do.</param>
/// <param name="Suspended">Whether the application is suspended, its agreement apart.</param>
public sealed record Application(string Id, string Name, Agency Agency, Agreement Agreement, bool Suspended)
{
    /// <summary>Whether the agency, the application or its agreement is suspended.</summary>
    public bool IsSuspended => Agency.Suspended || Suspended || Agreement.Suspended;
}
