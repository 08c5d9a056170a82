using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace Dtsen.Exchange.Server.Hosting;

/// <summary>
/// Memory in which connections receive and send. Kestrel's own blocks hold 4 KB, and each that is filled is a system call and a hand-over
/// between threads; a page of a thousand records has some 70 KB. These hold more. Of them there is a limited number: where many calls
/// wait with a block each, those beyond it hold no more than Kestrel's. Safe for several threads.
/// </summary>
internal sealed class ConnectionMemory : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockSize = 32 * 1024;

    /// <summary>So many blocks there are at most, 4 MB, which are kept once they were needed.</summary>
    public const int MostBlocks = 128;

    private const int SmallSize = 4096;

    private readonly Lock _lock = new();
    private Block? _free;
    private int _made;

    /// <summary>The most that may be asked for: what every block holds.</summary>
    public override int MaxBufferSize => SmallSize;

    /// <summary>All of Kestrel's queues of connections, one a processor, have the same.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, SmallSize);
        lock (_lock)
        {
            // The one that was used last is the likeliest to be in the cache.
            if (_free is { } block)
            {
                _free = block.Next;
                block.IsLent = true;
                return block;
            }

            if (_made < MostBlocks)
            {
                var made = new Block(this) { IsLent = true };
                _made++;
                return made;
            }
        }

        return Shared.Rent(SmallSize);
    }

    /// <summary>Does nothing: blocks that are still lent go with the pool.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    // One that comes back twice before it is lent again is not lent to two.
    private void Return(Block block)
    {
        lock (_lock)
        {
            if (block.IsLent)
            {
                (block.IsLent, block.Next, _free) = (false, _free, block);
            }
        }
    }

    private sealed class Block(ConnectionMemory pool) : IMemoryOwner<byte>
    {
        public Block? Next { get; set; }

        public bool IsLent { get; set; }

        public Memory<byte> Memory { get; } =
            MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true), 0, BlockSize);

        public void Dispose() => pool.Return(this);
    }
}
