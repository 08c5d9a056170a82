namespace Dtsen.Exchange.Server.Artefacts;

/// <summary>Where the bytes of artefacts lie. What is whole and what it must be says <see cref="ArtefactStore"/>.</summary>
internal interface IArtefactContent
{
    /// <summary>Takes a file over; what an attempt before has left of the name is replaced. It is durable when this returns.</summary>
    Task WriteAsync(string name, string path, CancellationToken cancellation);

    /// <summary>Writes the bytes of a name to a stream, without looking at what they are.</summary>
    /// <exception cref="FileNotFoundException">There are none; the message says what to look at.</exception>
    Task ReadAsync(string name, Stream target, CancellationToken cancellation);

    /// <summary>Deletes the bytes of a name, where there are any.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation);
}
