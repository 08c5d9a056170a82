using Dtsen.Exchange.AccessLog.Tree;
using Dtsen.Exchange.Audit;

namespace Dtsen.Exchange.AccessLog.Tests.Tree;

/// <summary>The tree of eight leaves with which implementations of Certificate Transparency are tested.</summary>
public sealed class Rfc6962VectorTests
{
    private static readonly string[] Leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private const string Hash1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private const string Hash4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    private const string Hash23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    private const string Hash45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    private const string Hash67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    private const string Hash4567 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";

    private readonly TreeInMemory _tree = new(Leaves.Select(leaf => NaiveTree.Leaf(Convert.FromHexString(leaf))));

    [Fact]
    public void The_root_of_no_leaves_is_the_hash_of_nothing() => Assert.Equal(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Hex(TreeProofs.Root(_tree, 0).ToArray()));

    [Fact]
    public void Every_root_is_the_known_one()
    {
        for (var size = 1; size <= 8; size++)
        {
            Assert.Equal(Roots[size - 1], Hex(TreeProofs.Root(_tree, size).ToArray()));
        }
    }

    public static TheoryData<int, int, string[]> Inclusions => new()
    {
        { 0, 1, [] },
        { 0, 8, [Hash1, Hash23, Hash4567] },
        { 5, 8, [Hash4, Hash67, Roots[3]] },
        { 2, 3, [Roots[1]] },
        { 1, 5, [Roots[0], Hash23, Hash4] },
    };

    [Theory]
    [MemberData(nameof(Inclusions))]
    public void Inclusion_proofs_are_the_known_ones(int index, int size, string[] expected)
    {
        var proof = TreeProofs.Inclusion(_tree, index, size);
        Assert.Equal(expected, proof.Select(Hex));
        Assert.True(Proofs.Includes(
            Convert.FromHexString(Leaves[index]), index, proof, size, Convert.FromHexString(Roots[size - 1])));
    }

    public static TheoryData<int, int, string[]> Consistencies => new()
    {
        { 1, 1, [] },
        { 1, 8, [Hash1, Hash23, Hash4567] },
        { 6, 8, [Hash45, Hash67, Roots[3]] },
        { 2, 5, [Hash23, Hash4] },
    };

    [Theory]
    [MemberData(nameof(Consistencies))]
    public void Consistency_proofs_are_the_known_ones(int smaller, int larger, string[] expected)
    {
        var proof = TreeProofs.Consistency(_tree, smaller, larger);
        Assert.Equal(expected, proof.Select(Hex));
        Assert.True(Proofs.Extends(
            smaller, Convert.FromHexString(Roots[smaller - 1]), larger, Convert.FromHexString(Roots[larger - 1]), proof));
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
