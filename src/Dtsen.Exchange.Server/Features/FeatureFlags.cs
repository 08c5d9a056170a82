using System.Collections.Concurrent;
using System.Text.Json;
using Dtsen.Exchange.Server.Gate;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Dtsen.Exchange.Server.Features;

/// <summary>
/// The feature flags of one accepted file, in the schema of Microsoft.FeatureManagement, with targeting: the user is the application, its
/// one group the agency. Immutable; another file makes another instance. What is not in the file is off.
/// </summary>
internal sealed class FeatureFlags
{
    /// <summary>In the name of the one filter whose answer changes by itself.</summary>
    private const string TimeWindow = "TimeWindow";

    private readonly FeatureManager _manager;
    private readonly bool _dependOnTime;
    private readonly ConcurrentDictionary<(string Feature, string Agency, string Application), bool> _known = new();

    private FeatureFlags(IConfiguration configuration)
    {
        _dependOnTime = configuration.AsEnumerable()
            .Any(pair => pair.Value?.Contains(TimeWindow, StringComparison.OrdinalIgnoreCase) == true);
        _manager = new FeatureManager(new ConfigurationFeatureDefinitionProvider(configuration), new FeatureManagementOptions())
        {
            FeatureFilters =
            [
                new ContextualTargetingFilter(Options.Create(new TargetingEvaluationOptions()), NullLoggerFactory.Instance),
                new TimeWindowFilter(),
            ],
        };
    }

    /// <summary>Every flag off.</summary>
    public static FeatureFlags Off { get; } = new(new ConfigurationBuilder().Build());

    /// <summary>Reads a file that was accepted before.</summary>
    public static FeatureFlags Parse(ReadOnlySpan<byte> json)
    {
        using var stream = new MemoryStream(json.ToArray());
        return new FeatureFlags(new ConfigurationBuilder().AddJsonStream(stream).Build());
    }

    /// <summary>Reads a file; the reason why it cannot be used is null where it can.</summary>
    public static FeatureFlags? TryParse(ReadOnlySpan<byte> json, out string? reason)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray());
            var named = document.RootElement.GetProperty("feature_management").GetProperty("feature_flags").EnumerateArray()
                .Select(flag => flag.GetProperty("id").GetString())
                .ToHashSet(StringComparer.Ordinal);
            var missing = ServiceList.Methods
                .Select(method => method.Access.Feature).Distinct().Where(feature => !named.Contains(feature)).ToList();
            reason = missing.Count == 0 ? null : $"these features have no flag: {string.Join(", ", missing)}.";
            return missing.Count == 0 ? Proven(Parse(json), named) : null;
        }
        catch (FeatureManagementException problem)
        {
            reason = problem.Message;
            return null;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            reason = "it must be JSON with feature_management.feature_flags, a list of flags each with an id: " + problem.Message;
            return null;
        }
    }

    /// <summary>Asks for every flag once: a filter or parameter that is not understood shows itself here, not in a call.</summary>
    private static FeatureFlags Proven(FeatureFlags flags, IEnumerable<string?> ids)
    {
        foreach (var id in ids)
        {
            // Nothing here waits for anything: the task has ended when it is returned.
            flags.IsEnabledAsync(id!, "agency", "agency.application").AsTask().GetAwaiter().GetResult();
        }

        return flags;
    }

    /// <summary>Whether a feature is on for an application of an agency.</summary>
    public ValueTask<bool> IsEnabledAsync(string feature, string agencyId, string applicationId) =>
        _known.TryGetValue((feature, agencyId, applicationId), out var isEnabled)
            ? ValueTask.FromResult(isEnabled)
            : new ValueTask<bool>(EvaluateAsync(feature, agencyId, applicationId));

    /// <summary>Evaluating costs 1 KB and more than a search in the register, so what cannot change is evaluated once.</summary>
    private async Task<bool> EvaluateAsync(string feature, string agencyId, string applicationId)
    {
        var isEnabled = await _manager.IsEnabledAsync(feature, new TargetingContext { UserId = applicationId, Groups = [agencyId] });
        if (!_dependOnTime)
        {
            _known[(feature, agencyId, applicationId)] = isEnabled;
        }

        return isEnabled;
    }
}
