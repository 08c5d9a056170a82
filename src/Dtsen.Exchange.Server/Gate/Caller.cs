using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Partners;
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

    /// <summary>Fields that may be seen.</summary>
    public required AnswerMask Mask { get; init; }

    /// <summary>The agreement by which the call is judged.</summary>
    public Agreement Agreement => Application.Agreement;

    /// <summary>What an answer says about itself.</summary>
    /// <param name="release">Name of the release that was read, if any.</param>
    public ResponseInfo Info(string release = "")
    {
        var info = new ResponseInfo
        {
            ReadAt = new ReadAt { Release = release, Seq = State.Seq, AgreementsVersion = State.Partners.Version },
        };
        info.WithheldVariables.AddRange(Mask.WithheldFrom(Method.Descriptor.OutputType));
        return info;
    }
}
