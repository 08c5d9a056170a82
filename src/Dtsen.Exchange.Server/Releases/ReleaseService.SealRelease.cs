using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Server.Gate;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseService
{
    public override async Task<SealReleaseResponse> SealRelease(SealReleaseRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        RequestRules.Check(request);
        var release = (await ReadOwnAsync(caller, request.ReleaseId, context.CancellationToken)).Row;
        var releaseId = release.Id;
        await RequireHereAsync(releaseId, context.CancellationToken);
        if (release is { ReleaseState: ReleaseState.Open, Amendment: { } amendment })
        {
            await RequireHereAsync(amendment.BaseReleaseId, context.CancellationToken);
        }

        var check = request.Signature is { } signature
            ? await sealing.SignAsync(releaseId, signature, context.CancellationToken)
            : await sealing.CheckAsync(releaseId, context.CancellationToken);

        var stored = await ReadOwnAsync(caller, releaseId, context.CancellationToken);
        var before = states.Current.Releases.Before(stored.Row.ReleaseVersion);
        var response = new SealReleaseResponse
        {
            Release = ToProto(stored, withProposals: true),
            Manifest = ByteString.CopyFrom(check.Manifest.Span),
            Report = SealReport.Make(check, ReleaseManifest.Parser.ParseFrom(check.Manifest.Span), before),
            Info = caller.Info(),
            NextPageToken = NextToken(stored.Row, check.SetAside.Count),
        };
        response.SetAside.AddRange(check.SetAside);
        return response;
    }
}
