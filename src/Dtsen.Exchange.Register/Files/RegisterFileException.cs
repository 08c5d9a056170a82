namespace Dtsen.Exchange.Register.Files;

/// <summary>
/// A file of the register cannot be relied on. Names the file (without its folder) and the place in it;
/// never a key or any other content, since those are people.
/// </summary>
public sealed class RegisterFileException : IOException
{
    internal RegisterFileException(string path, RegisterFileFault fault, string what)
        : base($"{Path.GetFileName(path)}: {what}")
    {
        FileName = Path.GetFileName(path);
        Fault = fault;
        What = what;
    }

    /// <summary>The file's name, without its folder.</summary>
    public string FileName { get; }

    /// <summary>The kind of damage.</summary>
    public RegisterFileFault Fault { get; }

    /// <summary>The place and the damage in words, without the file's name.</summary>
    public string What { get; }
}
