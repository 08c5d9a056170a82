using System.Buffers;
using Dtsen.Exchange.Server.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Dtsen.Exchange.Server.Tests.Hosting;

public class ConnectionMemoryTests
{
    [Fact]
    public void A_block_is_large_and_serves_the_next_who_asks()
    {
        using var memory = new ConnectionMemory();
        var first = memory.Rent(1);
        Assert.Equal(ConnectionMemory.BlockSize, first.Memory.Length);
        first.Dispose();
        using var second = memory.Rent(memory.MaxBufferSize);
        Assert.Same(first, second);
        using var third = memory.Rent();
        Assert.NotSame(second, third);
    }

    [Fact]
    public void More_than_every_block_holds_is_refused()
    {
        using var memory = new ConnectionMemory();
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Rent(memory.MaxBufferSize + 1));
    }

    [Fact]
    public void Beyond_the_most_blocks_are_small_until_a_large_one_is_back()
    {
        using var memory = new ConnectionMemory();
        IMemoryOwner<byte>[] large = [.. Enumerable.Range(0, ConnectionMemory.MostBlocks).Select(_ => memory.Rent())];
        Assert.Distinct(large);
        Assert.All(large, block => Assert.Equal(ConnectionMemory.BlockSize, block.Memory.Length));
        var small = memory.Rent(memory.MaxBufferSize);
        Assert.Equal(memory.MaxBufferSize, small.Memory.Length);
        small.Dispose();
        large[5].Dispose();
        Assert.Same(large[5], memory.Rent());
        Assert.Equal(memory.MaxBufferSize, memory.Rent().Memory.Length);
    }

    [Fact]
    public void A_block_that_comes_back_twice_is_not_lent_to_two()
    {
        using var memory = new ConnectionMemory();
        var (one, other) = (memory.Rent(), memory.Rent());
        one.Dispose();
        one.Dispose();
        other.Dispose();
        one.Dispose();
        Assert.Distinct([memory.Rent(), memory.Rent(), memory.Rent()]);
    }

    [Fact(Timeout = 120_000)]
    public async Task All_connections_of_a_node_have_one()
    {
        await using var node = await RunningNode.StartAsync();
        var factory = node.Services.GetRequiredService<IMemoryPoolFactory<byte>>();
        Assert.Same(Assert.IsType<ConnectionMemory>(factory.Create()), factory.Create());
    }

    [Fact(Timeout = 120_000)]
    public async Task Threads_never_hold_the_same_block_at_once()
    {
        using var memory = new ConnectionMemory();
        await Task.WhenAll(Enumerable.Range(1, 8).Select(thread => Task.Run(() =>
        {
            var chance = new Random(thread);
            var held = new List<IMemoryOwner<byte>>();
            for (var round = 0; round < 3_000; round++)
            {
                // More than there are large blocks, among all.
                if (held.Count < 40 && chance.Next(2) == 0)
                {
                    held.Add(memory.Rent());
                    held[^1].Memory.Span.Fill((byte)thread);
                }
                else if (held.Count > 0)
                {
                    var at = chance.Next(held.Count);
                    Assert.Equal(-1, held[at].Memory.Span.IndexOfAnyExcept((byte)thread));
                    held[at].Dispose();
                    held.RemoveAt(at);
                }
            }
        })));
    }
}
