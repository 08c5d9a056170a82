using Dtsen.Exchange.Register.Files;
using Google.Protobuf;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>Files of a release that hold one message.</summary>
internal static class ReleaseMessages
{
    /// <summary>Reads a message. Bytes that the message would not be written in are damage, even where they can be read.</summary>
    /// <exception cref="RegisterFileException">The file is not there, or holds no such message.</exception>
    public static T Read<T>(string folder, string name, MessageParser<T> parser)
        where T : IMessage<T>
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            throw new RegisterFileException(path, RegisterFileFault.Missing, "is not there.");
        }

        var bytes = File.ReadAllBytes(path);
        try
        {
            var message = parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            if (message.ToByteArray().AsSpan().SequenceEqual(bytes))
            {
                return message;
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Said below.
        }

        throw new RegisterFileException(path, RegisterFileFault.Unreadable, "cannot be understood.");
    }

    /// <summary>Writes a message through to the disk.</summary>
    public static void Write(string folder, string name, ReadOnlySpan<byte> message)
    {
        using var file = new NewFile(Path.Combine(folder, name));
        file.Write(message);
        file.Complete();
    }
}
