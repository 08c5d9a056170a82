namespace Dtsen.Exchange.Audit.Tests;

public sealed class CheckpointTests
{
    // From the specifications C2SP signed-note and tlog-checkpoint, and from the documentation of golang.org/x/mod/sumdb/note.
    private const string SpecificationKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private const string SpecificationNote =
        "This is an example message.\n\n"
        + "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    private const string GoKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string OtherGoKey = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    private const string GoText =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

    private const string GoSignature =
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private const string OtherGoSignature =
        "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    [Theory]
    [InlineData(SpecificationKey, SpecificationNote)]
    [InlineData(GoKey, GoText + "\n" + GoSignature)]
    [InlineData(GoKey, GoText + "\n" + OtherGoSignature + GoSignature)]
    [InlineData(OtherGoKey, GoText + "\n" + GoSignature + OtherGoSignature)]
    public void Known_notes_are_verified(string key, string note)
    {
        Assert.Equal(CheckpointVerdict.Valid, SignedNote.Verify(note, Key(key), out var text));
        Assert.Equal(note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)], text);
        Assert.Equal(CheckpointVerdict.NotACheckpoint, Checkpoint.Open(note, Key(key), out _));
    }

    [Fact]
    public void Any_changed_character_of_a_note_is_refused()
    {
        for (var at = 0; at < SpecificationNote.Length; at++)
        {
            var changed = SpecificationNote.ToCharArray();
            changed[at] = (char)(changed[at] ^ 1);
            Assert.NotEqual(CheckpointVerdict.Valid, SignedNote.Verify(new string(changed), Key(SpecificationKey), out var text));
            Assert.Empty(text);
        }
    }

    [Fact]
    public void A_note_by_others_is_not_signed_by_the_key() => Assert.Equal(
        CheckpointVerdict.NotSignedByKey, SignedNote.Verify(GoText + "\n" + GoSignature, Key(OtherGoKey), out _));

    [Fact]
    public void A_second_signature_of_the_key_that_does_not_hold_spoils_the_note() => Assert.Equal(
        CheckpointVerdict.WrongSignature,
        SignedNote.Verify(
            GoText + "\n" + GoSignature + GoSignature.Replace("x08go/Z", "x08go/Y", StringComparison.Ordinal), Key(GoKey), out _));

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\nno signature\n")]
    [InlineData("text\n\n\u2014 name\n")]
    [InlineData("text\n\n\u2014 name AAAAAAA=")]
    [InlineData("text\n\n\u2014 name AAAA\n")]
    [InlineData("text\n\n\u2014 name ****\n")]
    [InlineData("te\rxt\n\n\u2014 name AAAAAAA=\n")]
    public void What_is_no_note_is_refused(string note) =>
        Assert.Equal(CheckpointVerdict.MalformedNote, SignedNote.Verify(note, Key(GoKey), out _));

    [Fact]
    public void The_text_of_the_specification_is_read()
    {
        var read = Checkpoint.Parse("example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");
        Assert.Equal(("example.com/behind-the-sofa", 20852163), (read!.Origin, read.Size));
        Assert.Equal("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62", Convert.ToHexStringLower(read.Root.Span));
        Assert.NotNull(Checkpoint.Parse("a\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n"));
    }

    [Theory]
    [InlineData("a\n1\n")]
    [InlineData("a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("a\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n")]
    [InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx\n")]
    [InlineData("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n")]
    public void What_is_no_checkpoint_is_refused(string text) => Assert.Null(Checkpoint.Parse(text));

    [Theory]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX")]
    [InlineData("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3")]
    [InlineData("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("")]
    public void What_is_no_key_is_refused(string text) => Assert.False(NoteKey.TryParse(text, out _));

    [Fact]
    public void A_key_whose_base64_holds_a_plus_is_read() =>
        Assert.True(NoteKey.TryParse("TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6", out _));

    private static NoteKey Key(string text)
    {
        Assert.True(NoteKey.TryParse(text, out var key));
        return key!;
    }
}
