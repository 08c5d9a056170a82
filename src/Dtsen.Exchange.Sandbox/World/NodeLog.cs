using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Sandbox.World;

/// <summary>The log of exchange and authority, in a file beside the story instead of in the middle of it.</summary>
internal sealed class NodeLog : ILoggerProvider
{
    private readonly StreamWriter _file;
    private readonly TimeProvider _time;

    public NodeLog(string path, TimeProvider time)
    {
        _file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        _time = time;
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
        lock (_file)
        {
            _file.Dispose();
        }
    }

    private void Write(string category, LogLevel level, string message, Exception? fault)
    {
        var moment = _time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        lock (_file)
        {
            if (_file.BaseStream is { CanWrite: true })
            {
                _file.WriteLine($"{moment} {level} {category}: {message}{(fault is null ? "" : $" {fault}")}");
            }
        }
    }

    private sealed class Category(NodeLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write(name, logLevel, formatter(state, exception), exception);
    }
}
