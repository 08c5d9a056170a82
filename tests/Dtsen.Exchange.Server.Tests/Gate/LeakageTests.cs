using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Partners;
using Dtsen.Exchange.Server.Quotas;
using Dtsen.Exchange.Server.Tests.AccessLogs;
using Dtsen.Exchange.Server.Tests.Sql;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Level = Dtsen.Exchange.Domain.Partners.Level;
using Problems = Dtsen.Exchange.Server.Gate.Problems;

namespace Dtsen.Exchange.Server.Tests.Gate;

/// <summary>
/// Every agreement against every message that a response carries, every field of it set: on the raw bytes stands what the agreement grants,
/// all of it and nothing else.
/// </summary>
public class LeakageTests
{
    private static readonly VariableCatalogue Catalogue =
        VariableCatalogue.Load(Path.Combine(RepositoryFolder.Inner("config"), "variables.v1.json"));

    private static readonly MaskTable Masks = new(Catalogue);

    public static TheoryData<string> AgreementNames => [.. Agreements.Keys];

    private static Dictionary<string, Agreement> Agreements { get; } = Shipped()
        .Concat(MadeUp())
        .ToDictionary(agreement => agreement.Id, StringComparer.Ordinal);

    /// <summary>Responses, and what the register holds of a family, which they may carry.</summary>
    private static List<MessageDescriptor> Messages { get; } =
        [.. ServiceList.Methods.Select(method => method.Descriptor.OutputType).Append(Family.Descriptor).Distinct()];

    [Theory]
    [MemberData(nameof(AgreementNames))]
    public void Only_what_the_agreement_grants_is_on_the_wire(string name)
    {
        var agreement = Agreements[name];
        foreach (var type in Messages)
        {
            var mask = Masks.For(agreement);
            var granted = new HashSet<string>(StringComparer.Ordinal);
            foreach (var message in FilledMessage.AllOf(type))
            {
                mask.Apply(message);
                foreach (var field in WireWalk.FieldsIn(type, message.ToByteArray()))
                {
                    Assert.True(IsGranted(agreement, field), $"{name}: {type.Name} carries {field.Variable}.");
                    granted.Add(field.Variable);
                }
            }

            var could = WireWalk.FieldsOf(type);
            Assert.Equal(Names(could.Where(field => IsGranted(agreement, field))), granted.Order(StringComparer.Ordinal));
            Assert.Equal(Names(could.Where(field => !IsGranted(agreement, field))), mask.WithheldFrom(type));
        }
    }

    [Fact]
    public void A_wildcard_carries_nothing_specific()
    {
        var agreement = Agreements["wildcard at level 4"];

        foreach (var message in FilledMessage.AllOf(Family.Descriptor))
        {
            Masks.For(agreement).Apply(message);
            var fields = WireWalk.FieldsIn(Family.Descriptor, message.ToByteArray());
            Assert.NotEmpty(fields);
            Assert.DoesNotContain(fields, field => field.Classification == Contracts.Options.V1.Classification.Spesifik);
        }
    }

    [Fact]
    public void Level_3_carries_nothing_that_needs_level_4()
    {
        var agreement = Agreements["everything by name at level 3"];

        foreach (var message in FilledMessage.AllOf(Family.Descriptor))
        {
            Masks.For(agreement).Apply(message);
            var fields = WireWalk.FieldsIn(Family.Descriptor, message.ToByteArray());
            Assert.NotEmpty(fields);
            Assert.DoesNotContain(fields, field => field.MinLevel == Contracts.Options.V1.Level.ByNameByAddress);
        }
    }

    [Fact]
    public async Task The_pages_of_a_stream_are_masked_like_single_answers()
    {
        var agreement = Agreements["wildcard at level 3"];
        var method = ServiceList.Methods[0];
        var application = new Application("uji.uji", "uji", new Agency("uji", "uji", null, false), agreement, false);
        var caller = new Caller
        {
            Method = method, Application = application, State = State.NodeState.Empty, Purpose = "", ActingParty = null, EndUser = null,
            Wilayah = WilayahLimit.Nation, Reference = "", Mask = Masks.For(agreement),
        };
        using var folder = new TemporaryFolder();
        await using var recorder = RecordingNode.Recorder(folder);
        var admission = new Admission(RecordingNode.IdentityOf(recorder), null, caller);
        using var open = new OpenStream(admission, new DefaultHttpContext(), _ => { }, CancellationToken.None);
        var wire = new Wire();
        await using var database = await new SqliteFiles().NewAsync();
        using var book = new QuotaBook(new QuotaStore(database.Database), TimeProvider.System, NullLogger<QuotaBook>.Instance);
        using var rates = new RateShares(
            new RateShareStore(database.Database), "uji", TimeProvider.System, NullLogger<RateShares>.Instance);
        var quota = new QuotaStep(book, rates, TimeProvider.System, NullLogger<QuotaStep>.Instance);
        var writer = new GuardedWriter<Family>(wire, open, admission, quota, new RecordStep(recorder, TimeProvider.System));

        await writer.WriteAsync((Family)FilledMessage.AllOf(Family.Descriptor).First());
        open.End(Problems.Suspended(), 0);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => writer.WriteAsync(new Family()));

        Assert.Equal("SUSPENDED", new RawAnswer([], refusal).Reason);
        var fields = WireWalk.FieldsIn(Family.Descriptor, Assert.Single(wire.Written));
        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.True(IsGranted(agreement, field)));
    }

    [Fact]
    public void Every_variable_of_a_field_is_in_the_catalogue_with_the_same_classification() => Assert.All(
        Messages.SelectMany(WireWalk.FieldsOf),
        field =>
        {
            var variable = Catalogue.Find(field.Variable);
            Assert.True(variable is not null, field.Variable);
            Assert.Equal((int)field.Classification, (int)variable.Classification);
            Assert.True(field.MinLevel >= Contracts.Options.V1.Level.Pseudonymous, field.Variable);
        });

    [Fact]
    public void Every_leaf_of_a_family_carries_a_variable() => Assert.Equal(
        ["dtsen.type.v1.Family.wilayah_code_system"], LeavesWithoutVariable(Family.Descriptor).Distinct());

    internal static bool IsGranted(Agreement agreement, Field field)
    {
        if ((int)agreement.Level < (int)field.MinLevel)
        {
            return false;
        }

        return agreement.Variables.Contains(field.Variable)
            || (field.Classification != Contracts.Options.V1.Classification.Spesifik
                && (agreement.Variables.Contains("*") || agreement.Variables.Contains(field.Variable.Split('.')[0])));
    }

    internal static IEnumerable<string> Names(IEnumerable<Field> fields) =>
        fields.Select(field => field.Variable).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> LeavesWithoutVariable(MessageDescriptor type) => type.Fields.InFieldNumberOrder()
        .Where(field => field.GetOptions()?.GetExtension(OptionsExtensions.Field) is null)
        .SelectMany(field => field.FieldType == FieldType.Message ? LeavesWithoutVariable(field.MessageType) : [field.FullName]);

    private static IEnumerable<Agreement> Shipped()
    {
        var config = RepositoryFolder.Inner("config");
        var result = PartnerFiles.Load(Path.Combine(config, "partners"), Catalogue, WilayahTable.Load(Path.Combine(config, "wilayah")));
        Assert.Empty(result.Problems);
        return result.Set!.ToDirectory(1).Applications.Select(application => application.Agreement);
    }

    private static IEnumerable<Agreement> MadeUp()
    {
        var everything = Catalogue.Variables.Select(variable => variable.Name).Distinct().ToArray();
        foreach (var level in Enum.GetValues<Level>().Where(level => level != Level.None))
        {
            yield return Of($"wildcard at level {(int)level}", level, "*");
            yield return Of($"everything by name at level {(int)level}", level, everything);
            yield return Of($"nothing at level {(int)level}", level);
            yield return Of($"assets at level {(int)level}", level, "kepemilikan", "penyandang_disabilitas");
            yield return Of($"one illness at level {(int)level}", level, "*", "penyakit_kronis");
        }

        // One by one: a mask that mixes two variables up shows itself here.
        foreach (var name in everything)
        {
            yield return Of($"only {name}", Level.ByNameByAddress, name);
        }
    }

    private static Agreement Of(string id, Level level, params string[] variables) => new()
    {
        Id = id,
        Level = level,
        Scopes = new HashSet<string>(),
        Wilayah = null,
        Variables = variables.ToHashSet(),
        Purposes = new HashSet<string>(),
        RequiredProof = RequiredProof.None,
        ValidFrom = DateOnly.MinValue,
        ValidUntil = DateOnly.MaxValue,
        ReleaseAudience = Domain.Partners.ReleaseAudience.All,
        Bast = "uji",
        ReShare = false,
        ActingFor = ActingRule.Nobody,
        EndUser = EndUserRule.None,
        Suspended = false,
    };

    private sealed class Wire : IServerStreamWriter<Family>
    {
        public List<byte[]> Written { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(Family message) => WriteAsync(message, CancellationToken.None);

        public Task WriteAsync(Family message, CancellationToken cancellationToken)
        {
            Written.Add(message.ToByteArray());
            return Task.CompletedTask;
        }
    }
}
