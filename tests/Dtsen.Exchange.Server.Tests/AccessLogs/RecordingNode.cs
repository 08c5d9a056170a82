using Dtsen.Exchange.AccessLog;
using Dtsen.Exchange.AccessLog.Checkpoints;
using Dtsen.Exchange.Server.AccessLogs;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dtsen.Exchange.Server.Tests.AccessLogs;

/// <summary>A recorder with keys of its own, for what needs no node.</summary>
internal static class RecordingNode
{
    /// <summary>The certificate of nobody in particular.</summary>
    public static ConnectionIdentity IdentityOf(AccessRecorder recorder) => new()
    {
        ApplicationId = "uji.uji",
        Certificate = null!,
        Serial = ByteString.CopyFrom(1, 2, 3),
        Thumbprint = "",
        Held = new HeldConnection(recorder.Log),
        NotBefore = DateTimeOffset.MinValue,
        NotAfter = DateTimeOffset.MaxValue,
    };

    public static AccessRecorder Recorder(TemporaryFolder folder) => new(
        folder.Inner("access-log"),
        new LogLimits(),
        new CheckpointSigner("exchange/uji", new byte[32]),
        new SubjectKey(new byte[32]),
        NullLogger<AccessRecorder>.Instance);
}
