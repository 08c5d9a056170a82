using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Server.Quotas;
using Dtsen.Exchange.Server.State;

namespace Dtsen.Exchange.Server.Gate;

/// <summary>
/// Who calls, by which rights, and at which state: what the gate found out, and all that a service may rely on. One call is answered
/// from one <see cref="State"/>, however long it takes and whatever changes meanwhile.
/// </summary>
internal sealed class Caller
{
    /// <summary>The method that is called.</summary>
    public required MethodAccess Method { get; init; }

    /// <summary>The application that the certificate and the token name.</summary>
    public required Application Application { get; init; }

    /// <summary>State at which the call is answered.</summary>
    public required NodeState State { get; init; }

    /// <summary>What <c>dtsen-purpose</c> says; empty where the method needs none and the call gives none.</summary>
    public required string Purpose { get; init; }

    /// <summary>For whom the application acts, or null for its own agency.</summary>
    public required ActingParty? ActingParty { get; init; }

    /// <summary>The end user, or null where none is named.</summary>
    public required EndUser? EndUser { get; init; }

    /// <summary>Domiciles that may be seen: those of the agreement, narrowed by the acting party.</summary>
    public required WilayahLimit Wilayah { get; init; }

    /// <summary>What <c>dtsen-reference</c> says: the caller's own case number, or empty.</summary>
    public required string Reference { get; init; }

    /// <summary>Fields that may be seen.</summary>
    public required AnswerMask Mask { get; init; }

    /// <summary>The agreement by which the call is judged.</summary>
    public Agreement Agreement => Application.Agreement;

    /// <summary>What the call asks for and what becomes of it: the service counts here.</summary>
    public Tally Tally { get; } = new();

    /// <summary>Name of the release that the last answer was read from; empty where it was from none.</summary>
    public string ReleaseRead => LastInfo?.ReadAt.Release ?? "";

    /// <summary>What the last answer said about itself: the gate adds where it is recorded, just before it leaves.</summary>
    public ResponseInfo? LastInfo { get; private set; }

    /// <summary>Where the opening of a stream is recorded; null before, and for a unary call.</summary>
    public Receipt? Opening { get; set; }

    /// <summary>Cancelled when the stream was ended, by either side; for a unary call never.</summary>
    public CancellationToken Ended { get; set; }

    /// <summary>What the call has taken of quotas; null before it was charged.</summary>
    public CallUse? Use { get; set; }

    /// <summary>Variables that the answer carries and the proto does not name, of those that the agreement grants.</summary>
    public IReadOnlyList<string> FurtherVariables { get; private set; } = [];

    private IReadOnlyList<string> FurtherWithheld { get; set; } = [];

    /// <summary>
    /// Says which variables the answer could carry beside those that stand at fields of its proto: the service itself lets only the
    /// granted ones through. Before <see cref="Info"/>.
    /// </summary>
    /// <param name="granted">Those that the agreement grants.</param>
    /// <param name="withheld">Those that it does not grant.</param>
    public void Carries(IEnumerable<string> granted, IEnumerable<string> withheld)
    {
        FurtherVariables = [.. granted];
        FurtherWithheld = [.. withheld];
    }

    /// <summary>What an answer says about itself.</summary>
    /// <param name="release">Name of the release that was read, if any.</param>
    /// <param name="seq">Entry of the change log up to which events were read, where that is beyond the state of the call.</param>
    public ResponseInfo Info(string release = "", long seq = 0)
    {
        var info = new ResponseInfo
        {
            ReadAt = new ReadAt { Release = release, Seq = Math.Max(State.Seq, seq), AgreementsVersion = State.Partners.Version },
        };
        var withheld = Mask.WithheldFrom(Method.Descriptor.OutputType);
        info.WithheldVariables.AddRange(
            FurtherWithheld.Count == 0 ? withheld : withheld.Union(FurtherWithheld).Order(StringComparer.Ordinal));
        info.Receipt = Opening;
        return LastInfo = info;
    }
}
