namespace Explorer.Service.Cluster.Wire;

/// <summary>
/// A line to one broker, over which questions are asked again and again, one at a time: connected when it is needed, and kept, so that a scan costs no
/// handshake and no login.
/// </summary>
/// <param name="host">The broker's host.</param>
/// <param name="port">Its port.</param>
/// <param name="access">How the brokers are spoken to.</param>
internal sealed class BrokerLine(string host, int port, BrokerAccess access) : IDisposable
{
    private BrokerConversation? _conversation;

    /// <summary>Asks a question.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait, and the connection.</param>
    /// <returns>The answer's body; null where the broker closed the connection, which is how it says that it does not know the request.</returns>
    /// <exception cref="IOException">The broker left while it was asked, or answered something else.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">It cannot be reached.</exception>
    /// <exception cref="Confluent.Kafka.KafkaException">It refused the login.</exception>
    public async Task<byte[]?> AskAsync(RequestWriter request, CancellationToken cancellationToken)
    {
        bool isOld = _conversation is not null;
        try
        {
            byte[]? answer = await AskOnceAsync(request, cancellationToken);
            // A connection that was idle for long, or whose broker was restarted, is closed for other reasons than the request.
            return answer is null && isOld ? await AskOnceAsync(request, cancellationToken) : answer;
        }
        catch (IOException) when (isOld)
        {
            return await AskOnceAsync(request, cancellationToken);
        }
    }

    private async Task<byte[]?> AskOnceAsync(RequestWriter request, CancellationToken cancellationToken)
    {
        byte[]? answer = null;
        try
        {
            _conversation ??= await access.OpenAsync(host, port, cancellationToken);
            answer = await _conversation.AskAsync(request, cancellationToken);
            return answer;
        }
        finally
        {
            if (answer is null)
                Dispose();
        }
    }

    /// <summary>Hangs up; the next question connects again.</summary>
    public void Dispose()
    {
        _conversation?.Dispose();
        _conversation = null;
    }
}
