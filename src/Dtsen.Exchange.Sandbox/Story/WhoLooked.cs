using System.Globalization;
using Dtsen.Exchange.Audit;
using Dtsen.Exchange.Contracts.AccessLog.V1;
using Dtsen.Exchange.Domain;
using Dtsen.Exchange.Sandbox.Magic;
using Dtsen.Exchange.Sandbox.World;
using Grpc.Core;

namespace Dtsen.Exchange.Sandbox.Story;

/// <summary>A citizen asks who looked her up; an application proves that its call is in the record.</summary>
internal static class WhoLooked
{
    private const int Citizen = 4;
    private const int Neighbour = 5;

    public static async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        scene.Narrator.Chapter("A citizen asks who looked her up");
        var citizen = MagicNiks.Of(Citizen);
        var index = (await Question.Pbi.AskAsync(scene.World, citizen, cancellation)).Info.Receipt.Index;
        await Question.SiksNg("3204").AskAsync(scene.World, citizen, cancellation);
        await TellAccessesAsync(scene, citizen, cancellation);
        await TellNeighbourAsync(scene, citizen, cancellation);
        await TellReceiptAsync(scene, index, cancellation);
    }

    private static async Task TellAccessesAsync(Scene scene, MagicNik citizen, CancellationToken cancellation)
    {
        scene.Narrator.Say(
            "No answer leaves before its call is on the disk of the node, in a log that can only grow. It holds no NIK: who was asked for "
            + $"is kept as a keyed hash, so only a search by NIK finds it. {citizen.Name} asks in Cek Bansos, which has verified her NIK; "
            + "the lookup of all magic NIKs in one call is found like one of her alone:");
        var accesses = (await AccessesAsync(scene.World, citizen, citizen, cancellation)).Accesses;
        scene.Narrator.Show(
            ["When (WIB)", "Agency", "Application", "For", "Purpose", "Method", "Variables"],
            accesses.Select(access => new[]
            {
                access.RecordTime.ToDateTimeOffset().ToOffset(Wib.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                access.Agency, access.Application, Words.Of(access.ActingFor.Length > 0 ? [access.ActingFor] : []), access.Purpose,
                access.Method[(access.Method.IndexOf('/', StringComparison.Ordinal) + 1)..], Words.Of(access.Variables),
            }));
        var methods = accesses.Select(access => (access.Application, access.Method.Split('/')[^1])).ToHashSet();
        scene.Note(
            "A citizen's rekam jejak", $"{accesses.Count} accesses",
            methods.Contains((Question.Pbi.Application, "GetDesil")) && methods.Contains((Question.Pusdatin.Application, "BulkGetDesil"))
            && methods.Contains(("kemensos.siks-ng", "GetDesil")));
    }

    private static async Task TellNeighbourAsync(Scene scene, MagicNik citizen, CancellationToken cancellation)
    {
        var result = "answered";
        try
        {
            await AccessesAsync(scene.World, citizen, MagicNiks.Of(Neighbour), cancellation);
        }
        catch (RpcException refusal)
        {
            result = Words.Of(refusal);
        }

        scene.Narrator.Say($"She asks who looked up her neighbour, {MagicNiks.Of(Neighbour).Name}: {result}.");
        scene.Note("The neighbour's rekam jejak", result, result == "PERMISSION_DENIED ACTING_PARTY_NOT_ALLOWED");
    }

    private static async Task TellReceiptAsync(Scene scene, long index, CancellationToken cancellation)
    {
        var log = scene.World.ClientOf(Question.Pbi.Application).AccessLog;
        var named = (await log.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: cancellation)).VerifierKey;
        var proof = await log.GetInclusionProofAsync(new GetInclusionProofRequest { Index = index }, cancellationToken: cancellation);
        var receipt = new Receipt(proof.Leaf.Memory, index, [.. proof.Hashes.Select(hash => hash.ToByteArray())], proof.Checkpoint);
        var changed = proof.Leaf.ToByteArray();
        changed[changed.Length / 2] ^= 1;
        var (verdict, verdictOfChanged) = NoteKey.TryParse(named, out var key)
            ? (receipt.Verify(key!), (receipt with { Leaf = changed }).Verify(key!))
            : (ReceiptVerdict.CheckpointNotValid, ReceiptVerdict.CheckpointNotValid);
        scene.Narrator.Say(
            $"BPJS Kesehatan keeps the receipt of its call, entry {index} of the log: the entry of {proof.Leaf.Length} bytes, "
            + $"{proof.Hashes.Count} hashes and a checkpoint that the node has signed over {proof.TreeSize} entries. Verified without the "
            + $"exchange, by the node's public key alone: {verdict}. With one bit of the entry changed: {verdictOfChanged}.");
        scene.Note("A receipt, verified offline", $"{verdict}", verdict == ReceiptVerdict.Recorded);
        scene.Note("The same with one bit changed", $"{verdictOfChanged}", verdictOfChanged == ReceiptVerdict.NotIncluded);
    }

    private static async Task<ListSubjectAccessesResponse> AccessesAsync(
        SandboxWorld world, MagicNik citizen, MagicNik about, CancellationToken cancellation)
    {
        var question = Question.CekBansos(world, citizen);
        return await world.ClientOf(question.Application).With(question.Context).AccessLog.ListSubjectAccessesAsync(
            new ListSubjectAccessesRequest { Nik = about.Nik }, cancellationToken: cancellation);
    }
}
