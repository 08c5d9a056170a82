using System.Collections.Concurrent;
using System.Security.Cryptography;
using Dtsen.Exchange.Contracts.Options.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Gate;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests.Gate;

/// <summary>Every method that is served, whatever it is, against every kind of caller.</summary>
public class AuthorizationMatrixTests(MatrixNode bench) : IClassFixture<MatrixNode>
{
    /// <summary>Reasons by which the gate refuses; a service has others.</summary>
    private static readonly HashSet<string> GateReasons =
        [.. Enum.GetValues<ErrorReason>().Where(reason => (int)reason is (> 0 and < 40) or >= 70).Select(Problem.NameOf)];

    private static readonly ErrorReason[] Unauthenticated =
    [
        ErrorReason.CertificateMissing, ErrorReason.CertificateExpired, ErrorReason.CertificateRevoked, ErrorReason.TokenMissing,
        ErrorReason.TokenInvalid, ErrorReason.TokenExpired, ErrorReason.TokenNotBound,
    ];

    public static TheoryData<string> KindsOfCaller => [.. Kinds.Keys];

    public static TheoryData<string> KindsOfHandshake => [.. Handshakes.Keys];

    private static Dictionary<string, Kind> Kinds { get; } = new()
    {
        ["another application's certificate"] = new(ErrorReason.TokenNotBound, (call, bench, _) =>
            call.Certificate = bench.Node.Certificate("bpkp.pengawasan")),
        ["another certificate of the application"] = new(ErrorReason.TokenNotBound, (call, bench, method) =>
            call.Claims["cnf"] = bench.Forge.Claims("", bench.Foreign)["cnf"]!.DeepClone()),
        ["another's token"] = new(ErrorReason.TokenNotBound, (call, _, _) => call.Claims["client_id"] = "bpkp.pengawasan"),
        ["no client_id"] = new(ErrorReason.TokenNotBound, (call, _, _) => call.Claims.Remove("client_id")),
        ["no cnf"] = new(ErrorReason.TokenNotBound, (call, _, _) => call.Claims.Remove("cnf")),
        ["cnf of another kind"] = new(ErrorReason.TokenNotBound, (call, _, _) => call.Claims["cnf"] = "x5t#S256"),
        ["no token"] = new(ErrorReason.TokenMissing, (call, _, _) => call.MakeToken = _ => null),
        ["no token but a password"] = new(ErrorReason.TokenMissing, (call, _, _) =>
        {
            call.MakeToken = _ => null;
            call["authorization"] = "Basic dWppOnVqaQ==";
        }),
        ["no token but words"] = new(ErrorReason.TokenInvalid, (call, _, _) => call.MakeToken = _ => "not.a.token"),
        ["expired token"] = new(ErrorReason.TokenExpired, (call, bench, _) =>
            call.Claims["exp"] = bench.Node.Time.GetUtcNow().AddSeconds(-1).ToUnixTimeSeconds()),
        ["token of tomorrow"] = new(ErrorReason.TokenExpired, (call, bench, _) =>
            call.Claims["nbf"] = bench.Node.Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds()),
        ["token without an end"] = new(ErrorReason.TokenExpired, (call, _, _) => call.Claims.Remove("exp")),
        ["wrong audience"] = new(ErrorReason.TokenInvalid, (call, _, _) => call.Claims["aud"] = "another-exchange"),
        ["no audience"] = new(ErrorReason.TokenInvalid, (call, _, _) => call.Claims.Remove("aud")),
        ["wrong issuer"] = new(ErrorReason.TokenInvalid, (call, _, _) => call.Claims["iss"] = "https://localhost:1/"),
        ["no issuer"] = new(ErrorReason.TokenInvalid, (call, _, _) => call.Claims.Remove("iss")),
        ["unsigned token"] = new(ErrorReason.TokenInvalid, (call, _, _) =>
        {
            call.Header["alg"] = "none";
            call.MakeToken = _ => TokenForge.Unsigned(call.Header, call.Claims);
        }),
        ["token without its signature"] = new(ErrorReason.TokenInvalid, (call, _, _) =>
            call.MakeToken = _ => TokenForge.Unsigned(call.Header, call.Claims)),
        ["signed by another key under the same id"] = new(ErrorReason.TokenInvalid, (call, _, _) => call.MakeToken = forge =>
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return forge.Sign(call.Header, call.Claims, key);
        }),
        ["signed by an unknown key"] = new(ErrorReason.TokenInvalid, (call, _, _) => call.MakeToken = forge =>
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            call.Header["kid"] = "unknown";
            return forge.Sign(call.Header, call.Claims, key);
        }),
        ["typ JWT"] = new(ErrorReason.TokenInvalid, (call, _, _) => call.Header["typ"] = "JWT"),
        ["no typ"] = new(ErrorReason.TokenInvalid, (call, _, _) => call.Header.Remove("typ")),
        ["token without the scope"] = new(ErrorReason.ScopeMissing, (call, _, method) =>
            call.Claims["scope"] = method.Access.Scope + ".other"),
        ["token without scopes"] = new(ErrorReason.ScopeMissing, (call, _, _) => call.Claims.Remove("scope")),
        ["agreement without the scope"] = new(ErrorReason.ScopeMissing, MatrixPartners.NoScope),
        ["application in no register"] = new(ErrorReason.ApplicationUnknown, "uji-tiada"),
        ["agreement expired"] = new(ErrorReason.AgreementNotInForce, MatrixPartners.Past),
        ["agreement not yet valid"] = new(ErrorReason.AgreementNotInForce, MatrixPartners.Future),
        ["agency suspended"] = new(ErrorReason.Suspended, MatrixPartners.SuspendedAgency),
        ["application suspended"] = new(ErrorReason.Suspended, MatrixPartners.SuspendedApplication),
        ["agreement suspended"] = new(ErrorReason.Suspended, MatrixPartners.SuspendedAgreement),
        ["agency suspended by a call"] = new(ErrorReason.Suspended, MatrixPartners.StoppedAgency),
        ["application suspended by a call"] = new(ErrorReason.Suspended, MatrixPartners.StoppedApplication),
        ["agreement suspended by a call"] = new(ErrorReason.Suspended, MatrixPartners.StoppedAgreement),
        ["certificate suspended by a call"] = new(ErrorReason.Suspended, MatrixPartners.StoppedCertificate),
        ["level too low"] = new(ErrorReason.LevelTooLow, MatrixPartners.LowLevel, OnlyIf: access => (int)access.MinLevel > 1),
        ["feature off for this agency"] = new(ErrorReason.FeatureOff, MatrixPartners.SwitchedOff),
        ["purpose missing"] = new(ErrorReason.PurposeMissing, (call, _, _) =>
            call.Headers.Remove("dtsen-purpose"), access => access.PurposeRequired),
        ["purpose not allowed"] = new(ErrorReason.PurposeNotAllowed, (call, _, _) => call["dtsen-purpose"] = "pemasaran"),
        ["acting party missing"] = new(ErrorReason.ActingPartyMissing, (call, _, _) => call.Headers.Remove("dtsen-acting-for")),
        ["acting for an agency not named"] = new(ErrorReason.ActingPartyNotAllowed, (call, _, _) =>
            call["dtsen-acting-for"] = "agency:bpkp"),
        ["acting for an agency that is suspended"] = new(ErrorReason.ActingPartyNotAllowed, (call, _, _) =>
            call["dtsen-acting-for"] = "agency:" + MatrixPartners.SuspendedAgency),
        ["acting for an agency that is suspended by a call"] = new(ErrorReason.ActingPartyNotAllowed, (call, _, _) =>
            call["dtsen-acting-for"] = "agency:" + MatrixPartners.StoppedAgency),
        ["acting for a wilayah outside"] = new(ErrorReason.ActingPartyNotAllowed, (call, _, _) =>
            call["dtsen-acting-for"] = "wilayah:3578"),
        ["acting for a wilayah around"] = new(ErrorReason.ActingPartyNotAllowed, (call, _, _) => call["dtsen-acting-for"] = "wilayah:3"),
        ["acting for a wilayah that is not"] = new(ErrorReason.ActingPartyNotAllowed, (call, _, _) =>
            call["dtsen-acting-for"] = $"wilayah:{MatrixPartners.Wilayah}99"),
        ["acting for a wilayah of another form"] = new(ErrorReason.ActingPartyNotAllowed, (call, _, _) =>
            call["dtsen-acting-for"] = "wilayah:32.04"),
        ["acting for words"] = new(ErrorReason.ActingPartyNotAllowed, (call, _, _) => call["dtsen-acting-for"] = "3204"),
        ["end user missing"] = new(ErrorReason.EndUserMissing, (call, _, _) => call.Headers.Remove("dtsen-end-user")),
        ["end user without a role"] = new(ErrorReason.EndUserMissing, (call, _, _) => call["dtsen-end-user"] = ":17"),
        ["end user without an id"] = new(ErrorReason.EndUserMissing, (call, _, _) => call["dtsen-end-user"] = "operator:"),
        ["end user without a colon"] = new(ErrorReason.EndUserMissing, (call, _, _) => call["dtsen-end-user"] = "operator"),
        ["end user too long"] = new(ErrorReason.EndUserMissing, (call, _, _) =>
            call["dtsen-end-user"] = "operator:" + new string('x', 200)),
        ["citizen by another role"] = new(ErrorReason.EndUserMissing, (call, _, _) =>
            call["dtsen-end-user"] = "operator:" + new string('a', 64), Agency: MatrixPartners.Citizens),
        ["citizen without a hash"] = new(ErrorReason.EndUserMissing, (call, _, _) =>
            call["dtsen-end-user"] = "citizen:" + new string('g', 64), Agency: MatrixPartners.Citizens),
        ["citizen with half a hash"] = new(ErrorReason.EndUserMissing, (call, _, _) =>
            call["dtsen-end-user"] = "citizen:" + new string('a', 32), Agency: MatrixPartners.Citizens),
    };

    private static Dictionary<string, Action<Credentials, MatrixNode>> Handshakes { get; } = new()
    {
        ["no certificate"] = (call, _) => call.Certificate = null,
        ["certificate of an unknown authority"] = (call, bench) => call.Certificate = bench.Foreign,
        ["expired certificate"] = (call, bench) => call.Certificate = bench.Expired,
        ["revoked certificate"] = (call, bench) => call.Certificate = bench.Revoked,
        ["certificate of a server"] = (call, bench) => call.Certificate = bench.Server,
    };

    [Fact(Timeout = 120_000)]
    public Task The_right_caller_reaches_every_method() => EachMethodAsync(async method =>
    {
        var answer = await RawCall.RunAsync(bench.Invoker(bench.GoodFor(method)), method.Descriptor, []);
        return GateReasons.Contains(answer.Reason) || answer.Code is StatusCode.Unknown or StatusCode.Unimplemented
            ? $"{answer.Code} {answer.Reason}"
            : null;
    });

    [Theory(Timeout = 120_000)]
    [InlineData("FF")]
    [InlineData("0A0541")]
    public Task Bytes_that_are_no_message_are_refused_as_the_callers_fault(string bytes) => EachMethodAsync(async method =>
    {
        var answer = await RawCall.RunAsync(bench.Invoker(bench.GoodFor(method)), method.Descriptor, Convert.FromHexString(bytes));
        return Compare(answer, StatusCode.InvalidArgument, Problem.NameOf(ErrorReason.InvalidField));
    });

    [Fact(Timeout = 120_000)]
    public async Task A_text_that_is_not_UTF_8_is_refused_as_the_callers_fault()
    {
        foreach (var method in bench.Methods.Where(method => method.Descriptor.Name is "BeginRelease" or "ApproveRelease" or "SealRelease"))
        {
            var answer = await RawCall.RunAsync(bench.Invoker(bench.GoodFor(method)), method.Descriptor, [0x0A, 2, 0xFF, 0x41]);
            Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), (answer.Code, answer.Reason));
        }
    }

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(KindsOfCaller))]
    public Task A_caller_with_one_thing_wrong_is_refused_for_it_at_every_method(string kind) => EachMethodAsync(async method =>
    {
        var (expected, agency, change, onlyIf) = Kinds[kind];
        var credentials = bench.GoodFor(method, agency);
        change(credentials, bench, method);

        var answer = await RawCall.RunAsync(bench.Invoker(credentials), method.Descriptor, []);

        var asked = onlyIf is null || onlyIf(method.Access);
        return asked
            ? Compare(answer, CodeOf(expected), Problem.NameOf(expected))
            : GateReasons.Contains(answer.Reason) ? $"refused for {answer.Reason}, which it does not ask for" : null;
    });

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(KindsOfHandshake))]
    public Task A_caller_without_a_certificate_that_counts_gets_no_connection(string kind) => EachMethodAsync(async method =>
    {
        var credentials = bench.GoodFor(method);
        Handshakes[kind](credentials, bench);

        var answer = await RawCall.RunAsync(bench.Invoker(credentials), method.Descriptor, []);

        return answer.Code is StatusCode.Unavailable or StatusCode.Internal && answer.Reason.Length == 0 && answer.Answers.Count == 0
            ? null
            : $"{answer.Code} {answer.Reason}";
    });

    [Fact(Timeout = 120_000)]
    public async Task Why_a_handshake_failed_stands_in_the_log_of_the_node()
    {
        foreach (var kind in Handshakes.Keys)
        {
            await A_caller_without_a_certificate_that_counts_gets_no_connection(kind);
        }

        foreach (var verdict in new[] { "UnknownAuthority", "Expired", "Revoked", "WrongUsage" })
        {
            Assert.Contains(bench.Node.Log.Lines, line => line.Event == 2001 && line.Text.Contains(verdict, StringComparison.Ordinal));
        }
    }

    private async Task EachMethodAsync(Func<MethodAccess, Task<string?>> judge)
    {
        var wrong = new ConcurrentBag<string>();
        Assert.NotEmpty(bench.Methods);
        await Parallel.ForEachAsync(bench.Methods, async (method, _) =>
        {
            if (await judge(method) is { } problem)
            {
                wrong.Add($"{method.Descriptor.FullName}: {problem}");
            }
        });
        Assert.True(wrong.IsEmpty, string.Join("\n", wrong));
    }

    private static string? Compare(RawAnswer answer, StatusCode code, string reason) =>
        answer.Code == code && answer.Reason == reason && answer.Answers.Count == 0
            ? null
            : $"expected {code} {reason}, got {answer.Code} {answer.Reason} with {answer.Answers.Count} answers";

    private static StatusCode CodeOf(ErrorReason reason) =>
        Unauthenticated.Contains(reason) ? StatusCode.Unauthenticated
        : reason == ErrorReason.FeatureOff ? StatusCode.Unavailable
        : StatusCode.PermissionDenied;

    private sealed record Kind(
        ErrorReason Expected, string Agency, Action<Credentials, MatrixNode, MethodAccess> Change, Func<Access, bool>? OnlyIf)
    {
        public Kind(
            ErrorReason expected, Action<Credentials, MatrixNode, MethodAccess> change, Func<Access, bool>? OnlyIf = null,
            string Agency = MatrixPartners.Good)
            : this(expected, Agency, change, OnlyIf)
        {
        }

        public Kind(ErrorReason expected, string agency, Func<Access, bool>? OnlyIf = null)
            : this(expected, agency, (_, _, _) => { }, OnlyIf)
        {
        }
    }
}
