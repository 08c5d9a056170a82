using System.Globalization;
using Dtsen.Exchange.Contracts.Release.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Register.Comparisons;
using Dtsen.Exchange.Register.Releases;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Releases;

/// <summary>Every refusal of the releases. Families are named by kabupaten and row, never by what stands in them.</summary>
internal static class Problems
{
    private const int MaxListed = 100;
    private const int MaxExceeded = 10;

    /// <summary>After it another attempt may find another state of things.</summary>
    private static readonly TimeSpan ShortWhile = TimeSpan.FromSeconds(1);

    public static RpcException ReleaseExists(string name) => Problem.Create(
        StatusCode.AlreadyExists,
        ErrorReason.ReleaseExists,
        $"A release {name} exists: a correction takes the next version.",
        $"Rilis {name} sudah ada: perbaikan memakai versi berikutnya.");

    public static RpcException ReleaseNotFound() => Problem.Create(
        StatusCode.NotFound,
        ErrorReason.ReleaseNotFound,
        "No release of this agency has this id.",
        "Tidak ada rilis instansi ini dengan id tersebut.");

    public static RpcException ProposalNotFound() => Problem.Create(
        StatusCode.NotFound,
        ErrorReason.ReleaseNotFound,
        "No proposal of this agency has this id.",
        "Tidak ada usulan instansi ini dengan id tersebut.");

    public static RpcException NotOpen() => State(
        "The release takes no families any more: it is sealed.",
        "Rilis tidak menerima keluarga lagi: sudah disegel.");

    public static RpcException NotChecked() => State(
        "The release has not been checked since its last upload: call SealRelease without a signature first.",
        "Rilis belum diperiksa sejak unggahan terakhir: panggil SealRelease tanpa tanda tangan lebih dulu.");

    public static RpcException NothingUploaded() => State(
        "No family of the release was uploaded.", "Belum ada keluarga yang diunggah untuk rilis ini.");

    public static RpcException NotComplete(IReadOnlyList<string> kabupaten) => State(
        $"{kabupaten.Count} kabupaten were not declared complete: {Codes(kabupaten)}.",
        $"{kabupaten.Count} kabupaten belum dinyatakan lengkap: {Codes(kabupaten)}.");

    public static RpcException KabupatenComplete(string kabupaten) => State(
        $"Kabupaten {kabupaten} was declared complete and takes no more rows: restart it to send it again.",
        $"Kabupaten {kabupaten} sudah dinyatakan lengkap dan tidak menerima baris lagi: mulai ulang untuk mengirimnya kembali.");

    public static RpcException NotAmendable() => State(
        "Only a sealed release that was not rolled back is amended.",
        "Hanya rilis yang sudah disegel dan tidak ditarik yang dapat diubah.");

    public static RpcException AmendmentFaulty(ReleaseManifest manifest, IReadOnlyList<SetAsideFamily> families) => Problem.Create(
        StatusCode.FailedPrecondition,
        ErrorReason.TooManySetAside,
        $"An amendment takes effect whole, and some of its families would be set aside ({CountsOf(manifest)}): correct them and send their "
        + "kabupaten again.",
        $"Perubahan rilis berlaku seluruhnya, dan sebagian keluarganya akan disisihkan ({CountsOf(manifest)}): perbaiki dan kirim ulang "
        + "kabupatennya.",
        ViolationsOf(families));

    public static RpcException NotSealed() => State(
        "Only sealed releases are compared.", "Hanya rilis yang sudah disegel yang dapat dibandingkan.");

    public static RpcException OutOfBounds(string release, string? replaced, IReadOnlyList<Excess> exceeded) => Problem.Create(
        StatusCode.FailedPrecondition,
        ErrorReason.OutOfBounds,
        $"{release}{(replaced is null ? "" : $", compared with {replaced},")} lies outside of the bounds: {TextOf(exceeded)}. Look at "
        + "CompareReleases, and say in bounds_reason why it is published all the same.",
        $"{release}{(replaced is null ? "" : $", dibandingkan dengan {replaced},")} berada di luar batas: {TextOf(exceeded)}. Periksa "
        + "CompareReleases, lalu jelaskan di bounds_reason mengapa tetap diterbitkan.",
        new FieldViolation("bounds_reason", "must say why the release is published all the same."));

    /// <summary>What lies outside of the bounds, in words; of very much the beginning.</summary>
    internal static string TextOf(IReadOnlyList<Excess> exceeded) =>
        string.Join("; ", exceeded.Take(MaxExceeded)) + (exceeded.Count > MaxExceeded ? $"; and {exceeded.Count - MaxExceeded} more" : "");

    public static RpcException NotPublishable() => State(
        "Only a sealed release that was not rolled back is published.",
        "Hanya rilis yang sudah disegel dan tidak ditarik yang dapat diterbitkan.");

    public static RpcException FirstComesFirst() => State(
        "A release goes to RELEASE_AUDIENCE_FIRST before it goes to RELEASE_AUDIENCE_ALL.",
        "Rilis diterbitkan kepada RELEASE_AUDIENCE_FIRST sebelum RELEASE_AUDIENCE_ALL.");

    public static RpcException NotPublished() => State(
        "Only a published release is rolled back.", "Hanya rilis yang sudah diterbitkan yang dapat ditarik.");

    public static RpcException OutOfOrder(string kabupaten, long firstRow, UploadOrderException order)
    {
        var field = order.IsGap
            ? "page.first_row"
            : string.Create(CultureInfo.InvariantCulture, $"page.families[{order.Row - firstRow}]");
        var (english, indonesian) = order.IsGap
            ? ("rows before it are missing: go on where the last acknowledgement says.",
                "ada baris sebelumnya yang belum diterima: lanjutkan dari posisi terakhir yang dikonfirmasi.")
            : ("its nomor KK is not above the one before.", "nomor KK-nya tidak lebih besar daripada sebelumnya.");
        return Problem.Create(
            StatusCode.InvalidArgument,
            ErrorReason.RowsOutOfOrder,
            $"{field}, kabupaten {kabupaten}, row {order.Row}: {english}",
            $"{field}, kabupaten {kabupaten}, baris {order.Row}: {indonesian}",
            new FieldViolation(field, english));
    }

    public static RpcException CountMismatch(string kabupaten, long received, long declared) => Mismatch(
        "complete.families",
        $"Kabupaten {kabupaten}: {received} families were received, {declared} declared.",
        $"Kabupaten {kabupaten}: {received} keluarga diterima, {declared} dinyatakan.");

    public static RpcException DigestMismatch(string kabupaten) => Mismatch(
        "complete.digest",
        $"Kabupaten {kabupaten}: the digest is not that of the families received. What was received is kept; restart it to send it again.",
        $"Kabupaten {kabupaten}: digest berbeda dari keluarga yang diterima, yang tetap ada; mulai ulang untuk mengirimnya kembali.");

    public static RpcException TooManySetAside(ReleaseManifest manifest, IReadOnlyList<SetAsideFamily> families, double maxShare)
    {
        var counts = CountsOf(manifest);
        var limit = maxShare.ToString("0.####%", CultureInfo.InvariantCulture);
        return Problem.Create(
            StatusCode.FailedPrecondition,
            ErrorReason.TooManySetAside,
            $"More than {limit} of the families would be set aside ({counts}); {manifest.Families} would remain.",
            $"Lebih dari {limit} keluarga akan disisihkan ({counts}); tersisa {manifest.Families}.",
            ViolationsOf(families));
    }

    public static RpcException SignatureInvalid() => Problem.Create(
        StatusCode.InvalidArgument,
        ErrorReason.SignatureInvalid,
        "signature: does not hold over the manifest of the check, or its key is not configured at the exchange.",
        "signature: tidak cocok dengan manifest hasil pemeriksaan, atau kuncinya tidak terdaftar di pertukaran data.",
        new FieldViolation("signature", "must be ECDSA P-256 with SHA-256, r and s, over the bytes of the manifest."));

    public static RpcException AudienceServed() => Problem.Create(
        StatusCode.FailedPrecondition,
        ErrorReason.AudienceServed,
        "The audience sees this release already.",
        "Penerima tersebut sudah dapat melihat rilis ini.");

    public static RpcException SameApplication() => Problem.Create(
        StatusCode.PermissionDenied,
        ErrorReason.SameApplication,
        "Who proposed cannot approve: another application of the agency does.",
        "Pengusul tidak dapat menyetujui: gunakan aplikasi lain dari instansi yang sama.");

    public static RpcException ProposalClosed() => Problem.Create(
        StatusCode.FailedPrecondition,
        ErrorReason.ProposalClosed,
        "The proposal was approved by another application, or overtaken.",
        "Usulan sudah disetujui aplikasi lain, atau sudah tidak berlaku.");

    public static RpcException UploadElsewhere(string node, string address) => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.UploadElsewhere,
        $"The families of the release lie on the node {node}: call it at {address}.",
        $"Keluarga rilis ini ada pada simpul {node}: panggil {address}.",
        ShortWhile,
        ("node", node),
        ("address", address));

    public static RpcException UploadAway(string node) => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.UploadElsewhere,
        $"The families of the release lie on the node {node}, which is silent: what it acknowledged is there when it is back. Where it is "
        + $"lost for good, the operator says so (dtsen node forget {node}), and the upload begins anew on another node.",
        $"Keluarga rilis ini ada pada simpul {node} yang tidak menjawab: yang sudah dikonfirmasi tetap ada setelah simpul kembali. Jika "
        + $"hilang selamanya, operator menyatakannya (dtsen node forget {node}), lalu unggahan dimulai ulang pada simpul lain.",
        ShortWhile,
        ("node", node));

    public static RpcException NotStaged(IReadOnlyList<string> nodes) => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.ReleaseNotStaged,
        $"{nodes.Count} nodes do not have the release yet: {Names(nodes)}. Try again; a node that is dead no longer counts half a minute "
        + "after it was last seen, and one that cannot fetch the release says why in its log.",
        $"{nodes.Count} simpul belum memiliki rilis ini: {Names(nodes)}. Coba lagi; simpul yang mati tidak dihitung lagi setengah menit "
        + "setelah terakhir terlihat, dan simpul yang gagal mengambil rilis mencatat sebabnya di log.",
        ShortWhile,
        ("nodes", Names(nodes)));

    public static RpcException NotStored() => Problem.Create(
        StatusCode.Unavailable,
        ErrorReason.NotStored,
        "The release is signed, but could not be put into the store of artefacts: call SealRelease again with the same signature.",
        "Rilis sudah ditandatangani, tetapi belum dapat disimpan: panggil SealRelease lagi dengan tanda tangan yang sama.",
        ShortWhile);

    /// <summary>Where a family that was set aside stands, e.g. <c>families[3204][17].members[2].nama</c>.</summary>
    internal static string PathOf(SetAsideFamily family) => string.Create(
        CultureInfo.InvariantCulture,
        $"families[{family.KodeKabupatenKota}][{family.Row}]{(family.Field.Length > 0 ? "." : "")}{family.Field}");

    private static FieldViolation[] ViolationsOf(IReadOnlyList<SetAsideFamily> families) =>
        [.. families.Take(MaxListed).Select(family => new FieldViolation(PathOf(family), NameOf(family.Reason)))];

    private static string CountsOf(ReleaseManifest manifest) => string.Join(", ", manifest.SetAside.Select(count =>
        string.Create(CultureInfo.InvariantCulture, $"{NameOf(count.Reason)} {count.Families}")));

    private static string NameOf(SetAsideReason reason) =>
        Contracts.Release.V1.ReleaseReflection.Descriptor.FindTypeByName<Google.Protobuf.Reflection.EnumDescriptor>(nameof(SetAsideReason))
            .FindValueByNumber((int)reason)?.Name["SET_ASIDE_REASON_".Length..] ?? "OTHER";

    private static string Names(IReadOnlyList<string> nodes) => string.Join(", ", nodes.Take(MaxListed));

    private static string Codes(IReadOnlyList<string> kabupaten) =>
        string.Join(", ", kabupaten.Take(MaxListed)) + (kabupaten.Count > MaxListed ? ", …" : "");

    private static RpcException State(string english, string indonesian) =>
        Problem.Create(StatusCode.FailedPrecondition, ErrorReason.ReleaseState, english, indonesian);

    private static RpcException Mismatch(string field, string english, string indonesian) => Problem.Create(
        StatusCode.FailedPrecondition, ErrorReason.DigestMismatch, english, indonesian, new FieldViolation(field, english));
}
