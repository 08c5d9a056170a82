namespace Dtsen.Exchange.Benchmarks.Publish;

/// <summary>One side, once.</summary>
/// <param name="Wall">Time until everything could be asked for.</param>
/// <param name="Cpu">CPU of the side's servers; the client's does not count.</param>
/// <param name="People">People that it holds then.</param>
/// <param name="Families">Families.</param>
/// <param name="Bytes">Bytes of its files.</param>
/// <param name="Memory">The most private memory that the server had, in bytes; 0 where it was not watched.</param>
internal readonly record struct PublishedOnce(TimeSpan Wall, TimeSpan Cpu, long People, long Families, long Bytes, long Memory)
{
    public double PeoplePerSecond => People / Wall.TotalSeconds;

    public double CpuMicroseconds => Cpu.TotalMicroseconds / People;

    public double BytesPerPerson => (double)Bytes / People;

    public double MemoryGibibytes => Memory / (double)(1 << 30);
}
