using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Dtsen.Exchange.Register.Tables;

/// <summary>What a search says of memory that it will read in a moment.</summary>
public static unsafe class Memory
{
    /// <summary>Begins to bring a cache line from memory. Any place may be named, also one that is not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Fetch(void* place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(place);
        }
    }

    /// <inheritdoc cref="Fetch(void*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch<T>(ref readonly T place) => Fetch(Unsafe.AsPointer(ref Unsafe.AsRef(in place)));
}
