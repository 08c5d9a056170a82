using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Tests;

/// <summary>Every line that a node logs, with its exception and the values of its parameters, as any sink could write it.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyList<LogLine> Lines => [.. _lines];

    public string Text => string.Join('\n', _lines.Select(line => line.ToString()));

    public void Clear() => _lines.Clear();

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs
                ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"))
                : "";
            lines.Enqueue(new LogLine(logLevel, category, eventId.Id, $"{formatter(state, exception)} [{values}] {exception}"));
        }
    }
}

internal sealed record LogLine(LogLevel Level, string Category, int Event, string Text);
