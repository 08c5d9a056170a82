using Dtsen.Exchange.Register.Files;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>Files of a release that hold one message.</summary>
internal static class ReleaseMessages
{
    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidDataException">The file holds no such message; the text names it.</exception>
    public static T Read<T>(string folder, string name, MessageParser<T> parser)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, name)));
        }
        catch (InvalidProtocolBufferException)
        {
            throw new InvalidDataException($"{name}: cannot be understood.");
        }
    }

    /// <summary>Writes a message through to the disk.</summary>
    public static void Write(string folder, string name, ReadOnlySpan<byte> message)
    {
        using var file = new NewFile(Path.Combine(folder, name));
        file.Write(message);
        file.Complete();
    }
}
