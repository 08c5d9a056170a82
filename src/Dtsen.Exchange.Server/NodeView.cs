using System.Security.Cryptography.X509Certificates;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Pki;
using Dtsen.Exchange.Server.State;

namespace Dtsen.Exchange.Server;

/// <summary>What a node lets an authority in the same process see of its state: who takes part, and whose certificate is
/// revoked or suspended.</summary>
public sealed class NodeView
{
    private readonly NodeStateSource _states;

    internal NodeView(NodeStateSource states) => _states = states;

    /// <summary>The register of partners in force now, with what calls have suspended.</summary>
    public PartnerDirectory Partners => _states.Current.Partners;

    /// <summary>The revoked certificates now.</summary>
    public RevocationList Revocations => _states.Current.Revocations;

    /// <summary>Whether a certificate is suspended now, by its serial number.</summary>
    public bool IsSuspended(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return _states.Current.Suspensions.Contains(SuspensionKind.Certificate, Suspensions.SerialOf(certificate.SerialNumber));
    }

    /// <summary>Number of the last entry of the change log that the node has applied.</summary>
    public long Seq => _states.Current.Seq;
}
