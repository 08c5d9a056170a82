using System.Collections.Concurrent;
using System.Data.Common;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Register.Releases;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>
/// The two steps of sealing, each with the release alone. A check of the nation takes minutes: it goes on when its caller hangs up, and who
/// asks meanwhile waits for the same one.
/// </summary>
internal sealed class Sealing(
    ReleaseStore store,
    ReleaseUploads uploads,
    ReleaseFiles files,
    ReleaseArtefacts artefacts,
    ReleaseKeys keys,
    VariableCatalogue catalogue,
    WilayahTable wilayah,
    ExchangeOptions options,
    ILogger<Sealing> log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Checks a release, or tells what the check came to that it had already.</summary>
    /// <param name="releaseId">A release that exists.</param>
    /// <param name="cancellation">Gives up waiting; the check goes on.</param>
    /// <exception cref="Grpc.Core.RpcException">The upload is not complete (RELEASE_STATE), or TOO_MANY_SET_ASIDE.</exception>
    public Task<CheckedRelease> CheckAsync(string releaseId, CancellationToken cancellation) =>
        _running.GetOrAdd(releaseId, id => new Running(progress => Task.Run(() => RunAsync(id, progress)))).Check.Value
            .WaitAsync(cancellation);

    /// <summary>How far the check of a release is; null where none is at work here.</summary>
    public (double Share, string What)? ProgressOf(string releaseId) =>
        _running.TryGetValue(releaseId, out var running) ? running.Progress.Current : null;

    /// <summary>Seals a checked release with BPS's signature. Repeated, it changes nothing.</summary>
    /// <param name="releaseId">A release that exists.</param>
    /// <param name="signature">Signature over the manifest of the check.</param>
    /// <param name="cancellation">Gives up waiting for the release.</param>
    /// <exception cref="Grpc.Core.RpcException">The release is not checked (RELEASE_STATE), or SIGNATURE_INVALID.</exception>
    public async Task<CheckedRelease> SignAsync(string releaseId, ReleaseSignature signature, CancellationToken cancellation)
    {
        using var alone = await uploads.TakeAsync(releaseId, cancellation);
        var release = (await store.FindAsync(releaseId, cancellation))!;
        if (release.ReleaseState == ReleaseState.Open)
        {
            throw Problems.NotChecked();
        }

        var check = ReadCheck(releaseId);
        if (!keys.Verify(signature.KeyId, check.Manifest.Span, signature.Signature.Span))
        {
            throw Problems.SignatureInvalid();
        }

        // The row first: from then on no upload voids the check, and a node that dies before the file is there is asked again, since it
        // has not answered.
        if (await store.MarkSealedAsync(releaseId, default))
        {
            log.Sealed(release.Name, signature.KeyId);
        }

        var folder = files.SealedFolderOf(releaseId);
        await Task.Run(() => ReleaseFolder.TrySign(folder, signature.KeyId, signature.Signature.Span, keys), default);

        // What is stored under the digests of the manifest has them: a file that was damaged since is told here, and stored nowhere.
        await Task.Run(() => files.Open(releaseId), default);
        await StoreAsync(releaseId);
        return check;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var check in _running.Values)
        {
            await ((Task)check.Check.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stopping.Dispose();
    }

    /// <summary>From here on the release does not depend on this node any more.</summary>
    private async Task StoreAsync(string releaseId)
    {
        try
        {
            await artefacts.StoreAsync(releaseId, default);
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException)
        {
            log.NotStored(releaseId, fault.GetType().Name);
            throw Problems.NotStored();
        }
    }

    private async Task<CheckedRelease> RunAsync(string releaseId, SealProgress progress)
    {
        try
        {
            using var alone = await uploads.TakeAsync(releaseId, _stopping.Token);
            var release = (await store.FindAsync(releaseId, _stopping.Token))!;
            return release.ReleaseState == ReleaseState.Open ? await CheckAsync(release, progress) : ReadCheck(releaseId);
        }
        finally
        {
            _running.TryRemove(releaseId, out _);
        }
    }

    private async Task<CheckedRelease> CheckAsync(ReleaseRow release, SealProgress progress)
    {
        var uploadFolder = files.UploadFolderOf(release.Id);
        await RequireCompleteAsync(release.Id, uploadFolder);
        var rules = new SealingRules(catalogue, wilayah, Wib.Today(options.Time));
        var folder = files.SealedFolderOf(release.Id);
        var check = release.Amendment is { } amendment
            ? CheckAmendment(uploadFolder, amendment.BaseReleaseId, folder, release.Describe(), rules, progress)
            : ReleaseFolder.Check(uploadFolder, folder, release.Describe(), rules, progress, _stopping.Token);
        var manifest = ReleaseManifest.Parser.ParseFrom(check.Manifest.Span);
        var setAside = manifest.SetAside.Sum(count => count.Families);
        if (release.Amendment is not null && setAside > 0)
        {
            throw Problems.AmendmentFaulty(manifest, check.SetAside);
        }

        if (ReleaseRules.IsTooMuchSetAside(setAside, manifest.Families, options.MaxSetAsideShare))
        {
            throw Problems.TooManySetAside(manifest, check.SetAside, options.MaxSetAsideShare);
        }

        await store.MarkCheckedAsync(release.Id, manifest, setAside, default);
        log.Checked(release.Name, manifest.Families, setAside);
        return check;
    }

    private CheckedRelease CheckAmendment(
        string uploadFolder,
        string amendedId,
        string folder,
        ReleaseDescription description,
        SealingRules rules,
        SealProgress progress)
    {
        if (!files.Open(amendedId).TryLease(out var lease))
        {
            throw Problems.NotAmendable();
        }

        using (lease)
        {
            return ReleaseFolder.CheckAmendment(uploadFolder, lease.Files, folder, description, rules, progress, _stopping.Token);
        }
    }

    private async Task RequireCompleteAsync(string releaseId, string uploadFolder)
    {
        var complete = await store.ReadCompleteAsync(releaseId, _stopping.Token);
        using var upload = RankingUpload.Open(uploadFolder);
        if (upload.Positions.Count == 0)
        {
            throw Problems.NothingUploaded();
        }

        var missing = upload.Positions
            .Where(position => complete.GetValueOrDefault(position.Kabupaten.ToString()) != position.Rows)
            .Select(position => position.Kabupaten.ToString())
            .ToList();
        if (missing.Count > 0)
        {
            throw Problems.NotComplete(missing);
        }
    }

    private CheckedRelease ReadCheck(string releaseId) =>
        ReleaseFolder.ReadCheck(files.SealedFolderOf(releaseId))
        ?? throw new InvalidDataException("A release that was checked has no check on this node.");

    private sealed class Running
    {
        public Running(Func<SealProgress, Task<CheckedRelease>> run) => Check = new(() => run(Progress));

        public SealProgress Progress { get; } = new();

        public Lazy<Task<CheckedRelease>> Check { get; }
    }
}
