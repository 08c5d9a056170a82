using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Sql;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>A request to suspend or to resume, as it stands in SQL.</summary>
/// <param name="Id">Its id, which follows from the application and its request id.</param>
/// <param name="BodyHash">Hash of the request.</param>
/// <param name="Action"><see cref="Suspend"/> or <see cref="Resume"/>.</param>
/// <param name="Kind">A <see cref="SuspensionKind"/>.</param>
/// <param name="Subject">Id of the subject.</param>
/// <param name="Reason">Why, in the words of who asked.</param>
/// <param name="Application">Application that asked.</param>
/// <param name="CreatedAt">When, UTC microseconds.</param>
/// <param name="Seq">Entry of the change log by which it is answered; 0 where there was nothing to resume.</param>
/// <param name="IsChange">1 where that entry is its own.</param>
internal sealed record SuspensionRow(
    string Id,
    string BodyHash,
    long Action,
    long Kind,
    string Subject,
    string Reason,
    string Application,
    long CreatedAt,
    long Seq = 0,
    long IsChange = 0)
{
    public const long Suspend = 1;
    public const long Resume = 2;

    /// <summary>What every node is told of it.</summary>
    public SuspensionEntry ToEntry() => new(
        (SuspensionKind)Kind, Subject, Action == Suspend, Reason, Application, CreatedAt.FromUtcMicroseconds());
}
