using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Dtsen.Exchange.Register.Tables;

/// <summary>What a search says of memory that it will read in a moment.</summary>
internal static unsafe class Memory
{
    /// <summary>Begins to bring a cache line from memory. Any place may be named, also one that is not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(place);
        }
    }
}
