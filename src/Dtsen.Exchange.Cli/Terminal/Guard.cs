using System.Security.Cryptography;
using Dtsen.Exchange.Client;
using Grpc.Core;

namespace Dtsen.Exchange.Cli.Terminal;

/// <summary>The one place where what goes wrong becomes a message and an exit code.</summary>
internal static class Guard
{
    public static async Task<ExitCode> RunAsync(Output output, Func<Task<ExitCode>> work, CancellationToken cancellation)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (cancellation.IsCancellationRequested && fault is OperationCanceledException or RpcException)
        {
            output.Error("Interrupted. What was acknowledged or written stays; the same command goes on where it can.");
            return ExitCode.Interrupted;
        }
        catch (CliFailure failure)
        {
            output.Error(failure.Message);
            return failure.Code;
        }
        catch (RpcException failure)
        {
            var error = ExchangeError.From(failure);
            output.Error(error);
            return error.IsUnreachable ? ExitCode.Unreachable : ExitCode.Refused;
        }
        catch (Exception fault) when (IsOfWhatWasGiven(fault))
        {
            output.Error(fault.Message);
            return ExitCode.Usage;
        }
        catch (Exception fault)
        {
            // The message may hold data; where it happened does not.
            output.Error($"A fault of dtsen: {fault.GetType().Name}{Environment.NewLine}{fault.StackTrace}");
            return ExitCode.Fault;
        }
    }

    private static bool IsOfWhatWasGiven(Exception fault) => fault
        is IOException or UnauthorizedAccessException or InvalidDataException or CryptographicException or ArgumentException;
}
