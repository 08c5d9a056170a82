using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;

namespace Dtsen.Exchange.Identity.Keys;

/// <summary>
/// The keys of a folder, turned over by <see cref="KeyPlan"/>. The folder is the truth: several processes may share
/// it, and who deletes a file refuses the tokens that its key signed.
/// </summary>
internal sealed class SigningKeyRing : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly KeyRotation _rotation;
    private readonly TimeSpan _tokenLifetime;
    private readonly TimeProvider _time;
    private CancellationTokenSource _changed = new();

    /// <exception cref="InvalidDataException">A file of the folder is no key.</exception>
    public SigningKeyRing(string folder, KeyRotation rotation, TimeSpan tokenLifetime, TimeProvider time)
    {
        _folder = folder;
        _rotation = rotation;
        _tokenLifetime = tokenLifetime;
        _time = time;
        Directory.CreateDirectory(folder);
        Refresh();
    }

    /// <summary>Every published key, the one that signs first.</summary>
    public ImmutableArray<SigningKey> Keys { get; private set; } = [];

    /// <summary>A token that fires at the next change of <see cref="Keys"/>.</summary>
    public IChangeToken Changed()
    {
        lock (_lock)
            return new CancellationChangeToken(_changed.Token);
    }

    /// <summary>Reads the folder, makes and removes what is due. Says whether the keys changed.</summary>
    /// <exception cref="InvalidDataException">A file of the folder is no key; the keys stay as they were.</exception>
    public bool Refresh()
    {
        CancellationTokenSource fire;
        lock (_lock)
        {
            var keys = Turn();
            if (keys.Select(key => key.FileName).SequenceEqual(Keys.Select(key => key.FileName)))
                return false;
            Keys = keys;
            fire = _changed;
            _changed = new CancellationTokenSource();
        }
        // Outside the lock: whoever listens asks for the next token at once.
        fire.Cancel();
        return true;
    }

    public void Dispose() => _changed.Dispose();

    private ImmutableArray<SigningKey> Turn()
    {
        using var locked = LockFolder();
        var keys = ReadFolder();
        var plan = Plan(keys);
        if (plan.AnotherIsDue)
        {
            var key = SigningKey.Create(_time.GetUtcNow());
            key.Save(_folder);
            keys.Add(key);
            plan = Plan(keys);
        }
        foreach (var retired in keys.Take(plan.Retired))
            File.Delete(Path.Combine(_folder, retired.FileName));
        var signing = keys[plan.Signing];
        return [signing, .. keys.Skip(plan.Retired).Where(key => key != signing)];
    }

    private KeyPlan Plan(List<SigningKey> keys) =>
        KeyPlan.At(_time.GetUtcNow(), [.. keys.Select(key => key.Made)], _rotation, _tokenLifetime);

    private List<SigningKey> ReadFolder()
    {
        var known = Keys.ToDictionary(key => key.FileName, StringComparer.Ordinal);
        var names = Directory.GetFiles(_folder, "*.pem").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);
        return [.. names.Select(name => known.GetValueOrDefault(name) ?? SigningKey.Load(Path.Combine(_folder, name)))];
    }

    // Two processes that find a key due at once must make one.
    private FileStream LockFolder()
    {
        const int Tries = 200;
        for (var i = 1; ; i++)
        {
            try
            {
                return new FileStream(Path.Combine(_folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (i < Tries)
            {
                Thread.Sleep(25);
            }
        }
    }
}
