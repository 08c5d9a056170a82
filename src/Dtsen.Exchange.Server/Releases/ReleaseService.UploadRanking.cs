using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Releases;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Releases;

internal sealed partial class ReleaseService
{
    public override async Task UploadRanking(
        IAsyncStreamReader<UploadRankingRequest> requestStream,
        IServerStreamWriter<UploadRankingResponse> responseStream,
        ServerCallContext context)
    {
        var caller = context.Caller();
        var releaseId = await OpenAsync(requestStream, caller, context.CancellationToken);
        using var answers = new SemaphoreSlim(1);
        await AnswerAsync(new UploadRankingResponse
        {
            Opened = await uploads.WorkAsync(releaseId, upload => Task.FromResult(ToProto(upload.Positions)), context.CancellationToken),
        });

        using var lanes = new UploadLanes();
        try
        {
            while (await NextAsync(requestStream, lanes))
            {
                var message = requestStream.Current;
                var kabupaten = UploadRules.KabupatenOf(message, wilayah);
                await lanes.StartAsync(kabupaten.ToString(), async () =>
                {
                    var state = await uploads.WorkAsync(
                        releaseId, upload => TakeAsync(upload, kabupaten, message, caller), context.CancellationToken);
                    await AnswerAsync(new UploadRankingResponse { Position = ToProto(state) });
                });
            }
        }
        finally
        {
            // Nothing of this call writes to files after its end.
            await lanes.DrainAsync();
        }

        lanes.ThrowIfFailed();

        async Task AnswerAsync(UploadRankingResponse answer)
        {
            await answers.WaitAsync();
            try
            {
                // What the gate adds to an answer goes into the one that says last what it was read at.
                answer.Info = caller.Info();
                await responseStream.WriteAsync(answer);
            }
            finally
            {
                answers.Release();
            }
        }
    }

    private async Task<string> OpenAsync(
        IAsyncStreamReader<UploadRankingRequest> requests, Caller caller, CancellationToken cancellation)
    {
        if (!await requests.MoveNext(CancellationToken.None) || requests.Current.Open is not { } open)
        {
            throw Problem.InvalidField("open", "must be the first message.", "harus menjadi pesan pertama.");
        }

        RequestRules.Check(open);
        var releaseId = (await ReadOwnAsync(caller, open.ReleaseId, cancellation)).Row.Id;
        await RequireHereAsync(releaseId, cancellation);
        return releaseId;
    }

    /// <summary>Waits for the next message, but only until one before has failed: the client may wait for its answer.</summary>
    private static async Task<bool> NextAsync(IAsyncStreamReader<UploadRankingRequest> requests, UploadLanes lanes)
    {
        try
        {
            return await requests.MoveNext(lanes.Failed);
        }
        catch (Exception) when (lanes.HasFailed)
        {
            // The read has ended, not only been left: the server uses its stream again for other calls.
            return false;
        }
    }

    private static async Task<KabupatenState> TakeAsync(
        ReleaseUpload upload, WilayahCode kabupaten, UploadRankingRequest message, Caller caller)
    {
        switch (message.MessageCase)
        {
            case UploadRankingRequest.MessageOneofCase.Page:
                var page = message.Page;
                UploadRules.Check(page, caller.Method.Access.MaxItems);
                try
                {
                    return await upload.AppendAsync(kabupaten, page.FirstRow, [.. page.Families.Select(family => family.Memory)]);
                }
                catch (UploadOrderException order)
                {
                    throw Problems.OutOfOrder(page.KodeKabupatenKota, page.FirstRow, order);
                }

            case UploadRankingRequest.MessageOneofCase.Complete:
                UploadRules.Check(message.Complete);
                return await upload.CompleteAsync(kabupaten, message.Complete.Families, message.Complete.Digest.Memory);

            default:
                return await upload.RestartAsync(kabupaten);
        }
    }

    private static UploadOpened ToProto(IReadOnlyList<KabupatenState> positions)
    {
        var opened = new UploadOpened();
        opened.Positions.AddRange(positions.Select(ToProto));
        return opened;
    }

    private static KabupatenPosition ToProto(KabupatenState state) =>
        new() { KodeKabupatenKota = state.Code, Rows = state.Rows, Complete = state.IsComplete };
}
