using System.Security.Cryptography;
using Dtsen.Exchange.Register.Files;

namespace Dtsen.Exchange.Server;

/// <summary>A file that holds a secret key of 32 bytes.</summary>
public static class SecretKeyFile
{
    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 32;

    /// <summary>Reads the key; where there is no file, makes one that only its owner can read.</summary>
    /// <exception cref="InvalidDataException">The file holds less than a key.</exception>
    public static byte[] ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            var temporary = $"{path}.{Guid.NewGuid():N}";
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(temporary, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(KeySize));
                file.Flush();
                Durability.SyncFile(file.SafeFileHandle);
            }

            Settle(temporary, path);
        }

        var key = File.ReadAllBytes(path);
        return key.Length >= KeySize
            ? key
            : throw new InvalidDataException(
                $"{Path.GetFileName(path)} holds less than {KeySize} bytes: restore it from its backup.");
    }

    /// <summary>Nodes that start together make one key: the first that is in place, whole, is every node's.</summary>
    private static void Settle(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
