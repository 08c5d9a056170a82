using System.Text;
using Dtsen.Exchange.Contracts.Type.V1;
using Dtsen.Exchange.Server.Gate;
using Dtsen.Exchange.Server.Tests.Gate;
using Google.Protobuf;
using Grpc.Core;

namespace Dtsen.Exchange.Server.Tests;

/// <summary>Whatever a call brings, no error and no line of the log repeats it.</summary>
public class PrivacyTests(MatrixNode bench) : IClassFixture<MatrixNode>
{
    private const string Nik = "3204050101809731";
    private const string FamilyNumber = "3204050101209642";
    private const string Name = "Rahasiawati";

    /// <summary>What must not come back, in any letters: the numbers, most of each, and the name.</summary>
    private static readonly string[] Secrets = [Nik[4..14], FamilyNumber[4..14], Name];

    private static readonly string[] Texts =
    [
        Nik, FamilyNumber, Name, " " + Nik, Nik + " ", Nik + "\n", Nik[..15], Nik + "1", "NIK " + Nik,
        Nik.Replace('0', 'O'), Nik + ":" + Name,
        "{\"nik\": \"" + Nik + "\"}", new string('x', 5000) + Name, Name + new string(' ', 300), "2026-T3" + Nik, Nik + "-T3", "p1:" + Nik,
    ];

    [Fact(Timeout = 240_000)]
    public async Task No_error_and_no_log_repeats_what_a_request_held()
    {
        var errors = new List<string>();
        foreach (var method in bench.Methods)
        {
            foreach (var request in Requests(method))
            {
                var answer = await RawCall.RunAsync(bench.Invoker(bench.GoodFor(method)), method.Descriptor, request);
                Collect(answer, errors);
            }
        }

        Assert.True(errors.Count > 200, $"Only {errors.Count} calls were refused: the test says little.");
        AssertSilent(errors);
    }

    [Fact(Timeout = 240_000)]
    public async Task No_error_and_no_log_repeats_what_a_header_held()
    {
        var errors = new List<string>();
        foreach (var method in bench.Methods)
        {
            foreach (var header in new[] { "dtsen-purpose", "dtsen-acting-for", "dtsen-end-user", "dtsen-reference", "dtsen-anything" })
            {
                foreach (var value in new[] { Nik, "wilayah:" + Nik, "agency:" + Name, "citizen:" + Nik, Name })
                {
                    var credentials = bench.GoodFor(method);
                    credentials[header] = value;
                    Collect(await RawCall.RunAsync(bench.Invoker(credentials), method.Descriptor, []), errors);
                }
            }

            foreach (var token in new[] { Nik, Nik + "." + Name + ".x", Convert.ToBase64String(Encoding.UTF8.GetBytes(Nik)) })
            {
                var credentials = bench.GoodFor(method);
                credentials.MakeToken = _ => token;
                Collect(await RawCall.RunAsync(bench.Invoker(credentials), method.Descriptor, []), errors);
            }

            var claims = bench.GoodFor(method);
            claims.Claims["client_id"] = Nik;
            claims.Claims["sub"] = Nik;
            Collect(await RawCall.RunAsync(bench.Invoker(claims), method.Descriptor, []), errors);
        }

        Assert.True(errors.Count > 100, $"Only {errors.Count} calls were refused: the test says little.");
        AssertSilent(errors);
    }

    [Fact]
    public void The_search_would_find_what_it_looks_for()
    {
        Assert.ThrowsAny<Exception>(() => AssertSilent([$"query.nik: {Nik} is not a NIK"]));
        Assert.ThrowsAny<Exception>(() => AssertSilent([Name.ToUpperInvariant()]));
    }

    /// <summary>
    /// Every field filled with each text, the same as bytes that are no UTF-8, cut off, and with a family in every bytes.
    /// </summary>
    private static IEnumerable<byte[]> Requests(MethodAccess method)
    {
        var type = method.Descriptor.InputType;
        foreach (var message in Texts.SelectMany(text => FilledMessage.AllOf(type, text)))
        {
            yield return message.ToByteArray();
        }

        var mark = Nik + "~";
        foreach (var message in FilledMessage.AllOf(type, mark).Select(message => message.ToByteArray()))
        {
            yield return Replace(message, (byte)'~', 0xFF);
            yield return message[..(message.Length / 2)];
            yield return [.. message, 0x0F, .. Encoding.UTF8.GetBytes(Nik)];
        }

        yield return Encoding.UTF8.GetBytes(Nik + Name);
        foreach (var family in FilledMessage.AllOf(Family.Descriptor, Nik))
        {
            var text = Encoding.Latin1.GetString(family.ToByteArray());
            foreach (var message in FilledMessage.AllOf(type, text))
            {
                yield return message.ToByteArray();
            }
        }
    }

    private static byte[] Replace(byte[] bytes, byte old, byte by) => [.. bytes.Select(one => one == old ? by : one)];

    /// <summary>All that the client gets of an error: status, message, details, trailers.</summary>
    private static void Collect(RawAnswer answer, List<string> errors)
    {
        if (answer.Refusal is { } refusal)
        {
            errors.Add(string.Join('\n', refusal.Trailers
                .Select(entry => $"{entry.Key}: {(entry.IsBinary ? Encoding.Latin1.GetString(entry.ValueBytes) : entry.Value)}")
                .Append(refusal.Status.Detail)
                .Append(refusal.ToString())
                .Append(refusal.GetRpcStatus()?.ToString())));
        }
    }

    private void AssertSilent(IEnumerable<string> errors)
    {
        foreach (var text in errors.Concat(bench.Node.Log.Lines.Select(line => line.ToString())))
        {
            Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        }
    }
}
