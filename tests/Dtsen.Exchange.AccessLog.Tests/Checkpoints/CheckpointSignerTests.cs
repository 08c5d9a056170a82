using Dtsen.Exchange.AccessLog.Checkpoints;
using Dtsen.Exchange.Audit;

namespace Dtsen.Exchange.AccessLog.Tests.Checkpoints;

public sealed class CheckpointSignerTests
{
    // The key pair and the note of the documentation of golang.org/x/mod/sumdb/note. Ed25519 has one signature for a key and a text.
    private const string KnownSeed = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private const string KnownText =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

    [Fact]
    public void A_known_key_signs_a_known_note_to_the_byte()
    {
        var signer = new CheckpointSigner("PeterNeumann", Convert.FromBase64String(KnownSeed).AsSpan(1));
        Assert.Equal("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", signer.VerifierKey);
        Assert.Equal(
            KnownText
            + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
            signer.SignNote(KnownText));
    }

    [Fact]
    public void A_checkpoint_has_origin_size_and_root_and_is_verified_by_the_audit()
    {
        var signer = Signer("exchange/node-1");
        var root = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var note = signer.Sign(20852163, root);
        Assert.StartsWith(
            "exchange/node-1\n20852163\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n\u2014 exchange/node-1 ", note,
            StringComparison.Ordinal);
        Assert.True(NoteKey.TryParse(signer.VerifierKey, out var key));
        Assert.Equal(CheckpointVerdict.Valid, Checkpoint.Open(note, key!, out var checkpoint));
        Assert.Equal(20852163, checkpoint!.Size);
        Assert.Equal(root, checkpoint.Root.ToArray());
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("with+plus")]
    [InlineData("with\nline")]
    [InlineData("with\u2003space")]
    [InlineData("")]
    public void An_origin_that_cannot_name_a_key_is_refused(string origin) =>
        Assert.Throws<ArgumentException>(() => Signer(origin));

    [Fact]
    public void A_seed_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new CheckpointSigner("exchange/node-1", new byte[31]));

    private static CheckpointSigner Signer(string origin) => new(origin, new byte[32]);
}
