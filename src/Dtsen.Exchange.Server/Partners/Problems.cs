using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Partners;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Partners;

/// <summary>Every refusal of the register of partners.</summary>
internal static class Problems
{
    public static RpcException PartnerNotFound(SuspensionKind kind) => Problem.Create(
        StatusCode.NotFound,
        ErrorReason.PartnerNotFound,
        $"{SuspensionRules.FieldOf(kind)}: the register of partners has none of this id: see ListPartners.",
        $"{SuspensionRules.FieldOf(kind)}: tidak ada dalam daftar mitra: lihat ListPartners.",
        new FieldViolation(SuspensionRules.FieldOf(kind), "is not in the register of partners."));

    public static RpcException OwnSubject() => Problem.Create(
        StatusCode.PermissionDenied,
        ErrorReason.OwnSubject,
        "Nobody suspends the own agency, application, agreement or certificate: nobody could lift it.",
        "Instansi, aplikasi, perjanjian, atau sertifikat sendiri tidak dapat ditangguhkan: tidak ada yang dapat memulihkannya.");
}
