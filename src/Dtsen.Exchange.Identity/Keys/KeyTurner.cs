using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Identity.Keys;

/// <summary>Refreshes the ring again and again.</summary>
internal sealed class KeyTurner(SigningKeyRing ring, AuthorityOptions options, ILogger<KeyTurner> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.KeyRotation.Poll, options.Time);
        // Disposing of the timer ends the loop quietly, however the host goes down.
        using var stop = stoppingToken.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                if (ring.Refresh())
                    Log.KeysChanged(logger, ring.Keys[0].Key.KeyId, ring.Keys.Length);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                // The keys in memory go on signing; an authority that stops helps nobody.
                Log.KeysNotRefreshed(logger, e);
            }
        }
    }
}
