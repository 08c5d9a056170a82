namespace Dtsen.Exchange.Benchmarks.Harness;

/// <summary>A server that answers.</summary>
/// <param name="Address">Where.</param>
/// <param name="Authority">Where its tokens come from; its own address where it asks for none.</param>
/// <param name="Host">Stops it.</param>
internal sealed record StartedServer(Uri Address, Uri Authority, IAsyncDisposable Host);
