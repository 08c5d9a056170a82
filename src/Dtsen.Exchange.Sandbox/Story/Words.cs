using System.Globalization;
using Dtsen.Exchange.Client;
using Dtsen.Exchange.Contracts.Desil.V1;
using Dtsen.Exchange.Contracts.Matching.V1;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>Answers and refusals in the words of the protos.</summary>
internal static class Words
{
    private const string Nothing = "-";

    /// <summary>An answer with what the agreement lets through of it.</summary>
    public static string Of(DesilAnswer answer)
    {
        var parts = new List<string> { Of(answer.Outcome) };
        Add(parts, "nasional", answer.DesilNasional);
        Add(parts, "provinsi", answer.DesilProvinsi);
        Add(parts, "kabupaten", answer.DesilKabupatenKota);
        if (answer.DesilBasis != DesilBasis.Unspecified)
        {
            parts.Add(NameIn(DesilBasisDescriptor, (int)answer.DesilBasis, "DESIL_BASIS_"));
        }

        if (answer.KodeKabupatenKota.Length > 0)
        {
            parts.Add("in " + answer.KodeKabupatenKota);
        }

        return string.Join(", ", parts);
    }

    /// <summary>An outcome, e.g. <c>BELUM_ADA_DESIL</c>.</summary>
    public static string Of(DesilOutcome outcome) => NameIn(DesilOutcomeDescriptor, (int)outcome, "DESIL_OUTCOME_");

    /// <summary>What became of a match, e.g. <c>PADAN</c>.</summary>
    public static string Of(MatchOutcome outcome) => NameIn(MatchOutcomeDescriptor, (int)outcome, "MATCH_OUTCOME_");

    /// <summary>A verdict on a programme, e.g. <c>IN_BAND</c>.</summary>
    public static string Of(ProgrammeVerdict verdict) => NameIn(ProgrammeVerdictDescriptor, (int)verdict, "PROGRAMME_VERDICT_");

    /// <summary>Why a family was set aside, e.g. <c>NIK_INVALID</c>.</summary>
    public static string Of(SetAsideReason reason) => NameIn(SetAsideReasonDescriptor, (int)reason, "SET_ASIDE_REASON_");

    /// <summary>Why a call was refused: status and reason.</summary>
    public static string Of(RpcException refusal)
    {
        var error = ExchangeError.From(refusal);
        return error.ReasonName.Length > 0 ? $"{CodeOf(error.Code)} {error.ReasonName}" : CodeOf(error.Code);
    }

    /// <summary>A count with thousands apart.</summary>
    public static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A list, or a dash.</summary>
    public static string Of(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } text ? text : Nothing;

    private static EnumDescriptor DesilBasisDescriptor =>
        Contracts.Type.V1.DesilReflection.Descriptor.FindTypeByName<EnumDescriptor>("DesilBasis");

    private static EnumDescriptor MatchOutcomeDescriptor =>
        Contracts.Matching.V1.MatchingReflection.Descriptor.FindTypeByName<EnumDescriptor>("MatchOutcome");

    private static EnumDescriptor DesilOutcomeDescriptor =>
        Contracts.Desil.V1.DesilReflection.Descriptor.FindTypeByName<EnumDescriptor>("DesilOutcome");

    private static EnumDescriptor ProgrammeVerdictDescriptor =>
        Contracts.Desil.V1.DesilReflection.Descriptor.FindTypeByName<EnumDescriptor>("ProgrammeVerdict");

    private static EnumDescriptor SetAsideReasonDescriptor =>
        Contracts.Release.V1.ReleaseReflection.Descriptor.FindTypeByName<EnumDescriptor>("SetAsideReason");

    private static void Add(List<string> parts, string label, uint value)
    {
        if (value != 0)
        {
            parts.Add($"{label} {value}");
        }
    }

    private static string NameIn(EnumDescriptor type, int number, string prefix) => type.FindValueByNumber(number).Name[prefix.Length..];

    // As every gRPC library but .NET's writes it.
    private static string CodeOf(StatusCode code) => string.Concat(code.ToString().Select((letter, at) =>
        at > 0 && char.IsUpper(letter) ? "_" + letter : char.ToUpperInvariant(letter).ToString()));
}
