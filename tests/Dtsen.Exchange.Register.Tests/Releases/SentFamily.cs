using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Register.Tests.Releases;

/// <summary>A family as it is sent, with the fault that was put into it.</summary>
internal sealed record SentFamily(
    WilayahCode Kabupaten, byte[] Bytes, SetAsideReason Fault = SetAsideReason.Unspecified, string Field = "");
