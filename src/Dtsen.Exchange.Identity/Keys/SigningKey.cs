using System.Globalization;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Dtsen.Exchange.Identity.Keys;

/// <summary>An ES256 key and the file it lives in, whose name is the time it was made and its id.</summary>
internal sealed class SigningKey
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string Extension = ".pem";

    private SigningKey(ECDsaSecurityKey key, DateTimeOffset made, string fileName)
    {
        Key = key;
        Made = made;
        FileName = fileName;
    }

    /// <summary>The key; its id is the thumbprint of RFC 7638, so that one id never stands for two keys.</summary>
    public ECDsaSecurityKey Key { get; }

    public DateTimeOffset Made { get; }

    public string FileName { get; }

    public static SigningKey Create(DateTimeOffset now)
    {
        var key = WithId(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var made = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var name = made.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + "." + key.KeyId + Extension;
        return new SigningKey(key, made, name);
    }

    /// <exception cref="InvalidDataException">The file is no key of ours.</exception>
    public static SigningKey Load(string path)
    {
        var name = Path.GetFileName(path);
        var parts = name.Split('.');
        if (parts.Length != 3 || !DateTimeOffset.TryParseExact(
            parts[0], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made))
        {
            throw new InvalidDataException($"{name} is not named as a signing key is (time, id, pem): take it out of the folder.");
        }
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"{name} holds no private key: restore it, or delete it, which refuses its tokens.", e);
        }
        var key = WithId(ecdsa);
        if (key.KeyId != parts[1])
            throw new InvalidDataException($"{name} holds another key than its name says: restore it, or delete it.");
        return new SigningKey(key, made, name);
    }

    /// <summary>Writes the file whole, readable by its owner only.</summary>
    public void Save(string folder)
    {
        var temporary = Path.Combine(folder, FileName + ".tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(Key.ECDsa.ExportPkcs8PrivateKeyPem());
            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }
        File.Move(temporary, Path.Combine(folder, FileName));
    }

    private static ECDsaSecurityKey WithId(ECDsa ecdsa)
    {
        var key = new ECDsaSecurityKey(ecdsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }
}
