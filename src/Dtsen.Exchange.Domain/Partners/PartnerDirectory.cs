using System.Collections.Frozen;

namespace Dtsen.Exchange.Domain.Partners;

/// <summary>
/// Every agency, application and agreement in force, as one immutable value. A node holds one and swaps it whole.
/// </summary>
public sealed class PartnerDirectory
{
    private readonly FrozenDictionary<string, Application> _applications;
    private readonly FrozenDictionary<string, Agency> _agencies;

    /// <summary>Builds the directory of one version. Ids must be unique.</summary>
    /// <param name="version">Sequence number in the change log of the entry that brought it; 0 for the empty one.</param>
    /// <param name="agencies">All agencies.</param>
    /// <param name="applications">All applications, each of one of the agencies.</param>
    public PartnerDirectory(long version, IEnumerable<Agency> agencies, IEnumerable<Application> applications)
    {
        Version = version;
        _agencies = agencies.ToFrozenDictionary(agency => agency.Id, StringComparer.Ordinal);
        _applications = applications.ToFrozenDictionary(application => application.Id, StringComparer.Ordinal);
    }

    /// <summary>A directory that knows nobody.</summary>
    public static PartnerDirectory Empty { get; } = new(0, [], []);

    /// <summary>Sequence number in the change log of the entry that brought this directory.</summary>
    public long Version { get; }

    /// <summary>All agencies, in no order.</summary>
    public IReadOnlyCollection<Agency> Agencies => _agencies.Values;

    /// <summary>All applications, in no order.</summary>
    public IReadOnlyCollection<Application> Applications => _applications.Values;

    /// <summary>The application with this id, or null.</summary>
    public Application? FindApplication(string id) => _applications.GetValueOrDefault(id);

    /// <summary>The agency with this id, or null.</summary>
    public Agency? FindAgency(string id) => _agencies.GetValueOrDefault(id);

    /// <summary>
    /// The same partners with what calls have suspended: who is suspended in a file stays so, whatever the calls say. The directory itself
    /// where this changes nobody.
    /// </summary>
    public PartnerDirectory With(Suspensions suspensions)
    {
        ArgumentNullException.ThrowIfNull(suspensions);
        if (suspensions.Count == 0)
        {
            return this;
        }

        var agencies = Agencies.Select(agency => suspensions.Contains(SuspensionKind.Agency, agency.Id)
            ? agency with { Suspended = true }
            : agency).ToDictionary(agency => agency.Id, StringComparer.Ordinal);
        var applications = Applications.Select(application => application with
        {
            Agency = agencies[application.Agency.Id],
            Agreement = suspensions.Contains(SuspensionKind.Agreement, application.Agreement.Id)
                ? application.Agreement with { Suspended = true }
                : application.Agreement,
            Suspended = application.Suspended || suspensions.Contains(SuspensionKind.Application, application.Id),
        });
        return new PartnerDirectory(Version, agencies.Values, applications);
    }
}
