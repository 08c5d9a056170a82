using Grpc.Core;

namespace Dtsen.Exchange.Client;

/// <summary>What a call says about itself, in headers. Which of it is needed stands in the agreement and at the method.</summary>
public sealed record CallContext
{
    private const int MaxLength = 200;

    /// <summary>For which purpose, one that the agreement names (<c>dtsen-purpose</c>).</summary>
    public string? Purpose { get; init; }

    /// <summary>For whom the application acts: <c>agency:&lt;id&gt;</c> or <c>wilayah:&lt;code&gt;</c> (<c>dtsen-acting-for</c>).</summary>
    public string? ActingFor { get; init; }

    /// <summary>
    /// Who asks, <c>&lt;role&gt;:&lt;id&gt;</c> with an opaque id; for a citizen <c>citizen:</c> and <see cref="CitizenId.From"/>
    /// (<c>dtsen-end-user</c>). Never a NIK or a name.
    /// </summary>
    public string? EndUser { get; init; }

    /// <summary>The caller's own case number, for the record (<c>dtsen-reference</c>). Never a NIK or a name.</summary>
    public string? Reference { get; init; }

    /// <summary>The headers of a call, on top of those it has.</summary>
    /// <exception cref="ArgumentException">A value is too long or holds other than printable ASCII.</exception>
    internal Metadata AddTo(Metadata headers)
    {
        // A copy: the caller's headers may serve its next call too.
        var all = new Metadata();
        foreach (var header in headers)
        {
            all.Add(header);
        }

        Add(all, "dtsen-purpose", Purpose);
        Add(all, "dtsen-acting-for", ActingFor);
        Add(all, "dtsen-end-user", EndUser);
        Add(all, "dtsen-reference", Reference);
        return all;
    }

    private static void Add(Metadata headers, string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        if (value.Length > MaxLength || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException($"{name} takes 1 to {MaxLength} printable ASCII characters.");
        }

        headers.Add(name, value);
    }
}
