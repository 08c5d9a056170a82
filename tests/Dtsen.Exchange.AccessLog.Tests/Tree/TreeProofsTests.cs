using Dtsen.Exchange.AccessLog.Tree;
using Dtsen.Exchange.Audit;

namespace Dtsen.Exchange.AccessLog.Tests.Tree;

public sealed class TreeProofsTests
{
    [Fact]
    public void Proofs_between_all_sizes_to_70_are_those_of_the_definition_and_verify()
    {
        var (leaves, hashes, tree) = Tree(70);
        for (var size = 0; size <= 70; size++)
        {
            var upto = hashes.AsSpan(0, size);
            var root = NaiveTree.Root(upto);
            Assert.Equal(root, TreeProofs.Root(tree, size).ToArray());
            for (var i = 0; i < size; i++)
            {
                var proof = TreeProofs.Inclusion(tree, i, size);
                Assert.Equal(NaiveTree.Path(i, upto), proof);
                Assert.True(Proofs.Includes(leaves[i], i, proof, size, root));
            }

            for (var smaller = 0; smaller <= size; smaller++)
            {
                var proof = TreeProofs.Consistency(tree, smaller, size);
                Assert.Equal(NaiveTree.Proof(smaller, upto), proof);
                Assert.True(Proofs.Extends(smaller, NaiveTree.Root(hashes.AsSpan(0, smaller)), size, root, proof));
            }
        }
    }

    [Theory]
    [InlineData(1, 255, 256)]
    [InlineData(2, 256, 257)]
    [InlineData(3, 1_000, 5_000)]
    [InlineData(4, 65_535, 65_537)]
    [InlineData(5, 65_536, 70_001)]
    [InlineData(6, 12_345, 131_072)]
    public void Proofs_of_larger_trees_are_those_of_the_definition_and_verify(int seed, int smaller, int larger)
    {
        var random = new Random(seed);
        var (leaves, hashes, tree) = Tree(larger);
        var root = NaiveTree.Root(hashes);
        Assert.Equal(root, TreeProofs.Root(tree, larger).ToArray());
        var consistency = TreeProofs.Consistency(tree, smaller, larger);
        Assert.Equal(NaiveTree.Proof(smaller, hashes), consistency);
        Assert.True(Proofs.Extends(smaller, NaiveTree.Root(hashes.AsSpan(0, smaller)), larger, root, consistency));
        foreach (var index in new[] { 0, smaller - 1, smaller, larger - 1, random.Next(larger) }.Where(index => index < larger))
        {
            var inclusion = TreeProofs.Inclusion(tree, index, larger);
            Assert.Equal(NaiveTree.Path(index, hashes), inclusion);
            Assert.True(Proofs.Includes(leaves[index], index, inclusion, larger, root));
        }
    }

    [Fact]
    public void A_tree_taken_up_at_any_size_goes_on_as_if_it_had_never_ended()
    {
        var (_, hashes, whole) = Tree(700);
        foreach (var first in new[] { 1, 2, 255, 256, 257, 511, 512, 600, 699 })
        {
            var rest = new GrowingTree(first, whole);
            foreach (var hash in hashes.AsSpan(first))
            {
                rest.Add(ToHash(hash));
            }

            for (var tier = 0; tier < Tiers.Count; tier++)
            {
                var from = Tiers.CompleteAt(tier, first);
                var expected = new TreeHash[Tiers.CompleteAt(tier, 700) - from];
                var actual = new TreeHash[expected.Length];
                whole.Read(tier, from, expected);
                rest.Read(tier, from, actual);
                Assert.Equal(TreeHash.Bytes(expected).ToArray(), TreeHash.Bytes(actual).ToArray());
            }
        }
    }

    private static (byte[][] Leaves, byte[][] Hashes, TreeInMemory Tree) Tree(int size)
    {
        var leaves = Enumerable.Range(0, size).Select(BitConverter.GetBytes).ToArray();
        var hashes = leaves.Select(leaf => NaiveTree.Leaf(leaf)).ToArray();
        return (leaves, hashes, new TreeInMemory(hashes));
    }

    private static TreeHash ToHash(byte[] bytes)
    {
        TreeHash hash = default;
        bytes.CopyTo(hash);
        return hash;
    }
}
