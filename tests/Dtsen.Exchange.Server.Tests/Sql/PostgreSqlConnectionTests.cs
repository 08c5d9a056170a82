using Dtsen.Exchange.Server.Sql;
using Npgsql;

namespace Dtsen.Exchange.Server.Tests.Sql;

public class PostgreSqlConnectionTests
{
    [Fact]
    public void A_uri_says_host_port_user_password_and_database()
    {
        var parsed = PostgreSqlConnection.Parse("postgres://dtsen:s%40fe%2Fty@db.example.invalid:6543/exchange");

        Assert.Equal(
            ("db.example.invalid", 6543, "dtsen", "s@fe/ty", "exchange"),
            (parsed.Host, parsed.Port, parsed.Username, parsed.Password, parsed.Database));
    }

    [Fact]
    public void What_a_uri_leaves_out_is_left_to_the_provider()
    {
        var parsed = PostgreSqlConnection.Parse("postgresql://db.example.invalid");

        Assert.Equal(("db.example.invalid", 5432), (parsed.Host, parsed.Port));
        Assert.Null(parsed.Username);
        Assert.Null(parsed.Password);
        Assert.Null(parsed.Database);
    }

    [Fact]
    public void Parameters_of_a_uri_may_be_spelt_as_libpq_does()
    {
        var parsed = PostgreSqlConnection.Parse(
            "postgres://h/d?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem&connect_timeout=7&application_name=node-1&Maximum%20Pool%20Size=9");

        Assert.Equal(SslMode.VerifyFull, parsed.SslMode);
        Assert.Equal("/etc/ca.pem", parsed.RootCertificate);
        Assert.Equal(7, parsed.Timeout);
        Assert.Equal("node-1", parsed.ApplicationName);
        Assert.Equal(9, parsed.MaxPoolSize);
    }

    [Fact]
    public void Pairs_are_taken_as_they_are()
    {
        var parsed = PostgreSqlConnection.Parse("Host=h;Database=d;Application Name=mine");
        Assert.Equal(("h", "d", "mine"), (parsed.Host, parsed.Database, parsed.ApplicationName));
    }

    [Theory]
    [InlineData("Host=h")]
    [InlineData("postgres://h/d")]
    public void The_server_sees_who_is_connected(string connection) =>
        Assert.Equal("dtsen-exchange", PostgreSqlConnection.Parse(connection).ApplicationName);

    [Theory]
    [InlineData("postgres://dtsen:verysecret@h/d?colour=blue", "colour")]
    [InlineData("postgres://dtsen:verysecret@h/d?sslmode=perhaps", "sslmode")]
    [InlineData("postgres://dtsen:verysecret@h/d?connect_timeout=long", "connect_timeout")]
    [InlineData("Host=h;Password=verysecret;Colour=blue", "key=value")]
    [InlineData("verysecret", "key=value")]
    public void What_is_not_understood_is_named_without_repeating_what_was_given(string connection, string named)
    {
        var failure = Assert.Throws<ArgumentException>(() => PostgreSqlConnection.Parse(connection));
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("verysecret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("sqlite:")]
    [InlineData("sqlite::memory:")]
    [InlineData("mysql://dtsen:verysecret@h/d")]
    public void A_database_of_another_kind_is_refused(string connection)
    {
        var failure = Assert.Throws<ArgumentException>(() => Database.Open(connection));
        Assert.DoesNotContain("verysecret", failure.ToString(), StringComparison.Ordinal);
    }
}
